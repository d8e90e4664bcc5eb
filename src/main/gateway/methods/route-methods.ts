import type { MethodHandlers } from '../../platform/connection.ts';
import { inputFromQuestion } from '../../router/route-input.ts';
import type { Router } from '../../router/router.ts';

/** Who would answer, and why. */
export function createRouteMethods(router: () => Router): Pick<MethodHandlers, 'route.explain'> {
  return {
    'route.explain': (params) => ({ decision: router().explain(inputFromQuestion(params)) }),
  };
}
