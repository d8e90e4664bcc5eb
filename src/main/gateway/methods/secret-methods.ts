import type { ConfigService } from '../../config/service-types.ts';
import type { MethodHandlers } from '../../platform/connection.ts';
import type { SecretStore } from '../../platform/secret-store.ts';

type SecretHandlers = Pick<MethodHandlers, 'secrets.list' | 'secrets.set' | 'secrets.remove'>;

/** The owner's secrets: values go in and never come out. What uses one gets the new value at once. */
export function createSecretMethods(
  service: Pick<ConfigService, 'reload' | 'secretUses'>,
  store: SecretStore,
): SecretHandlers {
  return {
    'secrets.list'() {
      const uses = service.secretUses();
      const secrets = store.names().map((name) => ({ name, usedBy: [...(uses.get(name) ?? [])] }));
      return { secrets };
    },
    async 'secrets.set'({ name, value }) {
      store.set(name, value);
      await service.reload();
      return { ok: true };
    },
    async 'secrets.remove'({ name }) {
      const removed = store.remove(name);
      if (removed) await service.reload();
      return { ok: true, removed };
    },
  };
}
