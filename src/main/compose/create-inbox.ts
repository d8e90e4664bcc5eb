import type { Config } from '../../shared/config/schema.ts';
import { admit } from '../delivery/admission.ts';
import type { Intake } from '../delivery/intake.ts';
import type { HostNames } from '../nodes/host-names.ts';
import type { InboxPort } from '../nodes/ports.ts';
import { findPerson } from '../sessions/people-store.ts';
import type { Sql } from '../storage/database.ts';
import type { Activity } from './activity.ts';

export interface InboxDeps {
  readonly db: Sql;
  readonly config: () => Config;
  readonly names: Pick<HostNames, 'sameAs'>;
  readonly intake: Intake;
  readonly activity: Pick<Activity, 'noteInbound'>;
}

/** Lets in what hosts bring. */
export function createInbox({ db, config, names, intake, activity }: InboxDeps): InboxPort {
  return {
    wants(envelope) {
      const { channel, account, sender } = envelope;
      // While it is being renamed its people have one name and its settings the other: nobody can say.
      if (names.sameAs(channel).length > 1) return true;
      const person = findPerson(db, { channel, account, peer: sender.id });
      return admit(envelope, config().channels[channel], person).verdict === 'let-in';
    },
    async accept(_nodeId, _runId, _seq, envelopes) {
      await intake.accept(envelopes.map((envelope) => ({ envelope })));
      for (const { channel } of envelopes) activity.noteInbound(channel);
    },
  };
}
