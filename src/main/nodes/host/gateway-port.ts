import type { MethodName, ParamsOf, ResultOf } from '../../../shared/protocol/contract.ts';

/** The gateway as the parts of a host see it. */
export interface GatewayPort {
  /** Connected and greeted; what was kept may go out. */
  readonly isUp: boolean;
  /** Rejects with `GatewayRefusal` on a clear no, with anything else when it may have happened. */
  call<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>>;
}
