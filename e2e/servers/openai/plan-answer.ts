import { cutText } from '../model-core/answer.ts';
import { callTools, say, type Answer, type MessageAnswer } from './answer.ts';
import { behaviours } from './control-contract.ts';
import { planToolCalls } from './plan-tool-call.ts';
import { readToolResults } from './read-conversation.ts';
import type { CompletionRequest } from './request-schema.ts';
import { makeError } from './wire-types.ts';

/** What a request can make the server do. */
export type Behaviour = (typeof behaviours)[number];

/** What can be set. */
export interface ModelSettings {
  slowWordMs: number;
  limitedTimes: number;
  retryAfterSeconds: number;
}

/** What planning needs. */
export interface PlanInput {
  request: CompletionRequest;
  userText: string;
  settings: ModelSettings;
  /** Types of the pictures in the request, in order. */
  images: readonly string[];
  /** Counts a refusal of `limited` for this text; returns how many there were before. */
  countLimited(text: string): number;
}

const KNOWN: ReadonlySet<string> = new Set(behaviours);
const isBehaviour = (name: string): name is Behaviour => KNOWN.has(name);

/** The behaviour a request asks for: `model:<name>` in the user's text, else its model's name. */
export function findBehaviour(model: string, userText: string): Behaviour | undefined {
  const named = /\bmodel:([a-z-]+)/.exec(userText)?.[1];
  if (named !== undefined && isBehaviour(named)) return named;
  return isBehaviour(model) ? model : undefined;
}

const echo = ({ userText }: PlanInput): string[] => cutText(`echo: ${userText}`, 4);

/** What each behaviour answers. */
const PLANS: Readonly<Record<Behaviour, (input: PlanInput) => Answer>> = {
  instant: () => say(['ok']),
  echo: (input) => say(echo(input)),
  slow: ({ userText, settings }) =>
    say(planWords(userText), { pauseMs: readNumber(userText, 'wordMs') ?? settings.slowWordMs }),
  tool: (input) => planTools('tool', input),
  tools: (input) => planTools('tools', input),
  'tool-loop': (input) => planTools('tool-loop', input),
  'bad-arguments': (input) => planTools('bad-arguments', input),
  hang: () => ({ kind: 'hang' }),
  stall: (input) => say(echo(input), { mishap: { kind: 'stall', beforeChunk: 1 } }),
  'half-stream': (input) => {
    const pieces = echo(input);
    return say(pieces, { mishap: { kind: 'cut', beforeChunk: Math.ceil(pieces.length / 2) } });
  },
  html: () => ({ kind: 'html' }),
  limited: (input) => planLimited(input),
  error: () => ({ kind: 'error', status: 500, body: makeServerError() }),
  refuse: () => say([], { refusal: "I'm sorry, but I can't help with that." }),
  filter: () => say(['I will'], { finishReason: 'content_filter' }),
  length: () => say(['This sentence is never'], { finishReason: 'length' }),
  malformed: (input) => say(echo(input), { mishap: { kind: 'malformed', beforeChunk: 1 } }),
  empty: () => say([]),
  'too-long': ({ request }) => ({ kind: 'error', status: 400, body: makeTooLong(request.model) }),
  see: ({ images }) => say(cutText(`pictures: ${images.join(', ')}`, 4)),
  interleaved: (input) => planVariant('tools', input, { isInterleaved: true }),
  fragments: (input) => planVariant('tool', input, { fragmentSize: 1 }),
  split: (input) => say(echo(input), { isSplit: true }),
  late: (input) => say(echo(input), { firstByteMs: 10 * input.settings.slowWordMs }),
  forbidden: () => ({ kind: 'error', status: 403, body: makeForbidden() }),
  overloaded: () => ({ kind: 'error', status: 503, body: makeOverloaded() }),
  broke: () => ({ kind: 'error', status: 429, body: makeBroke() }),
  'stream-error': (input) => say(echo(input), { mishap: { kind: 'error-event', beforeChunk: 1 } }),
  'quiet-end': (input) => say(echo(input), { mishap: { kind: 'quiet-end', beforeChunk: 2 } }),
};

/** Plans the answer of a behaviour. Pure but for `countLimited`. */
export function planAnswer(behaviour: Behaviour, input: PlanInput): Answer {
  return PLANS[behaviour](input);
}

function planTools(
  behaviour: 'tool' | 'tools' | 'tool-loop' | 'bad-arguments',
  { request, userText }: PlanInput,
): Answer {
  const results = readToolResults(request);
  if (results.length > 0 && behaviour !== 'tool-loop') {
    return say(cutText(`tool said: ${results.join(' | ')}`, 8));
  }
  const calls = planToolCalls(request, userText);
  const [first] = calls;
  if (first === undefined) return say(cutText('no tools offered', 8));
  if (behaviour === 'tools') return callTools(calls);
  if (behaviour === 'bad-arguments')
    return callTools([{ name: first.name, arguments: '{"broken": ' }]);
  return callTools([first]);
}

function planVariant(
  behaviour: 'tool' | 'tools',
  input: PlanInput,
  more: Partial<MessageAnswer>,
): Answer {
  const answer = planTools(behaviour, input);
  return answer.kind === 'message' ? { ...answer, ...more } : answer;
}

function planLimited(input: PlanInput): Answer {
  if (input.countLimited(input.userText) >= input.settings.limitedTimes) return say(echo(input));
  const { retryAfterSeconds } = input.settings;
  const message = `Rate limit reached for ${input.request.model} in organization org-test on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in ${retryAfterSeconds}s.`;
  const body = makeError(message, { type: 'requests', code: 'rate_limit_exceeded' });
  return { kind: 'error', status: 429, body, retryAfterSeconds };
}

/** `words:<n>` words, else the words of the text after its directives; each with its space. */
function planWords(userText: string): string[] {
  const count = readNumber(userText, 'words') ?? 20;
  return Array.from({ length: count }, (_, index) => (index === 0 ? '' : ' ') + `word${index + 1}`);
}

function readNumber(text: string, name: string): number | undefined {
  const found = new RegExp(`\\b${name}:(\\d{1,6})`).exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

const makeServerError = () =>
  makeError('The server had an error while processing your request. Sorry about that!', {
    type: 'server_error',
  });

const makeTooLong = (model: string) =>
  makeError(
    `This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens. Please reduce the length of the messages. (${model})`,
    { param: 'messages', code: 'context_length_exceeded' },
  );

const makeForbidden = () =>
  makeError('Project `proj_test` does not have access to this model.', {
    code: 'model_not_available',
  });

const makeOverloaded = () =>
  makeError('The engine is currently overloaded, please try again later', {
    type: 'server_error',
    code: 'overloaded',
  });

const makeBroke = () =>
  makeError('You exceeded your current quota, please check your plan and billing details.', {
    type: 'insufficient_quota',
    code: 'insufficient_quota',
  });
