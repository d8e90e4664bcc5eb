import { afterEach, beforeEach, describe, it } from 'vitest';
import { contractChecks, type ContractSubject } from './contract-checks.ts';
import type { Messenger } from './contract-harness.ts';

/** Runs every promise of a channel against its messenger. Each channel's test calls it. */
export function describeChannel(name: string, subject: ContractSubject): void {
  describe(`${name}, the channel contract`, () => {
    let messenger: Messenger;

    beforeEach(async () => {
      messenger = await subject.openMessenger();
    });
    afterEach(() => messenger.close());

    for (const [promise, check] of Object.entries(contractChecks))
      it(promise, () => check(messenger, subject));
  });
}
