import type { TraceStep } from '../../../../shared/protocol/inspect.ts';
import type { Trace } from '../../../state/inspection/traces.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';

/** What each kind of step is drawn from. */
export interface StepDetailProps {
  readonly step: TraceStep;
  readonly trace: Trace;
  readonly transcript: Transcript;
}
