import { cutText, say, type Answer, type MessageAnswer } from './answer.ts';
import { behaviours, type Behaviour } from './control-contract.ts';
import { planToolCalls } from './plan-tool-calls.ts';

/** A request, as far as the answer depends on it. */
export interface AskedModel {
  readonly model: string;
  readonly lastUserText: string;
  /** The results at the very end of the conversation, oldest first. */
  readonly results: readonly string[];
  readonly tools: readonly { readonly name: string; readonly parameters: unknown }[];
  readonly maxTokens: number | undefined;
  /** For models with the names of real ones. */
  readonly otherwise?: Behaviour | undefined;
  /** Types of the pictures in the request, in order. */
  readonly images?: readonly string[];
}

/** What can be set. */
export interface CoreSettings {
  slowWordMs: number;
  limitedTimes: number;
  retryAfterSeconds: number;
}

/** What planning needs beside the request. */
export interface PlanContext {
  readonly settings: CoreSettings;
  /** Counts a refusal of `limited` for this text; returns how many there were before. */
  countLimited(text: string): number;
}

const known: ReadonlySet<string> = new Set(behaviours);
const isBehaviour = (name: string): name is Behaviour => known.has(name);

/** The behaviour a request asks for: `model:<name>` in the user's text, else its model's name. */
export function findBehaviour(asked: AskedModel): Behaviour | undefined {
  const named = /\bmodel:([a-z-]+)/.exec(asked.lastUserText)?.[1];
  if (named !== undefined && isBehaviour(named)) return named;
  const plain = asked.model.replace(/:.*$/, '');
  return isBehaviour(plain) ? plain : asked.otherwise;
}

const echo = ({ lastUserText }: AskedModel): string[] => cutText(`echo: ${lastUserText}`, 4);
const fault = (name: Extract<Answer, { kind: 'fault' }>['fault']) => (): Answer => ({
  kind: 'fault',
  fault: name,
});

const plans: Readonly<Record<Behaviour, (asked: AskedModel, context: PlanContext) => Answer>> = {
  instant: () => say(['ok']),
  echo: (asked) => say(echo(asked)),
  think: (asked) => say(echo(asked), { thoughts: cutText('The user wants an echo.', 8) }),
  slow: ({ lastUserText }, { settings }) =>
    say(planWords(lastUserText), {
      pauseMs: readNumber(lastUserText, 'wordMs') ?? settings.slowWordMs,
    }),
  tool: (asked) => planTools('tool', asked),
  tools: (asked) => planTools('tools', asked),
  'tool-loop': (asked) => planTools('tool-loop', asked),
  hang: () => ({ kind: 'hang' }),
  stall: (asked) => say(echo(asked), { mishap: 'stall' }),
  'half-stream': (asked) => say(echo(asked), { mishap: 'cut' }),
  'cut-short': (asked) => say(echo(asked), { mishap: 'short' }),
  html: () => ({ kind: 'html' }),
  limited: (asked, context) => {
    const before = context.countLimited(asked.lastUserText);
    return before >= context.settings.limitedTimes ? say(echo(asked)) : fault('limited')();
  },
  invalid: fault('invalid'),
  forbidden: fault('forbidden'),
  missing: fault('missing'),
  error: fault('error'),
  unavailable: fault('unavailable'),
  refuse: () => say(['I would'], { ending: 'refused' }),
  block: () => say([], { ending: 'blocked' }),
  length: () => say(['This sentence is never'], { ending: 'length' }),
  malformed: (asked) => say(echo(asked), { mishap: 'malformed' }),
  'error-inside': (asked) => say(echo(asked), { mishap: 'error' }),
  'split-bytes': () => say(['Grüße, ', 'добрый день, ', '你好 ', '👋🏽!'], { mishap: 'split' }),
  empty: () => say([]),
  'too-long': fault('too-long'),
  see: ({ images = [] }) => say(cutText(`pictures: ${images.join(', ')}`, 4)),
  'think-tool': (asked) => ({ ...planTools('tool', asked), thoughts: toolThoughts }),
  'think-hidden': (asked) => ({
    ...planTools('tool', asked),
    thoughts: toolThoughts,
    hidesThoughts: true,
  }),
  interleaved: (asked) => ({ ...planTools('tools', asked), isInterleaved: true }),
  fragments: (asked) => ({ ...planTools('tool', asked), fragmentSize: 1 }),
  late: (asked, { settings }) => say(echo(asked), { firstByteMs: 10 * settings.slowWordMs }),
};

const toolThoughts = cutText('A tool knows more. I shall ask it.', 8);

/** Plans the answer of a behaviour. Pure but for `countLimited`. */
export function planAnswer(behaviour: Behaviour, asked: AskedModel, context: PlanContext): Answer {
  return plans[behaviour](asked, context);
}

function planTools(behaviour: 'tool' | 'tools' | 'tool-loop', asked: AskedModel): MessageAnswer {
  if (asked.results.length > 0 && behaviour !== 'tool-loop') {
    return say(cutText(`tool said: ${asked.results.join(' | ')}`, 8));
  }
  const calls = planToolCalls(asked);
  if (calls.length === 0) return say(cutText('no tools offered', 8));
  return say([], { calls: behaviour === 'tools' ? calls : calls.slice(0, 1) });
}

function planWords(text: string): string[] {
  const count = readNumber(text, 'words') ?? 20;
  return Array.from({ length: count }, (_, index) => `${index === 0 ? '' : ' '}word${index + 1}`);
}

function readNumber(text: string, name: string): number | undefined {
  const found = new RegExp(`\\b${name}:(\\d{1,6})`).exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
