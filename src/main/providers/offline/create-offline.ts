import type { Clock } from '../../platform/clock.ts';
import { createZoneFinder, type ZoneFinder } from '../../tools/time/find-zone.ts';
import type { ModelEvent, ModelRequest, Provider, ProviderDeps, ToolCall } from '../provider.ts';
import { estimateInputTokens, estimateTokens } from '../usage-estimate.ts';
import { offlineModel } from '../well-known.ts';
import type { ToolSaid } from './answer-action.ts';
import { answerIntent, type Memory } from './answer-intent.ts';
import { findOpenPart, listUserTexts } from './conversation.ts';
import type { Language } from './intent.ts';
import { planCalls, type PlanStep } from './plan.ts';
import type { Today } from './recognise-time.ts';
import { runLocally } from './run-locally.ts';
import { understand } from './understand.ts';
import { german } from './words-de.ts';
import { english } from './words-en.ts';
import type { Words } from './words.ts';

/**
 * The assistant for a start without any key: a small deterministic program behind the interface of
 * a model. It keeps nothing between calls; what it says follows from the messages, the clock and
 * the tools that are offered.
 */
export function createOffline({ clock, config, monitor }: ProviderDeps): Provider {
  const zones = createZoneFinder();
  return {
    async *stream(request, signal): AsyncGenerator<ModelEvent> {
      signal.throwIfAborted();
      for (const event of decide(request, clock, zones)) {
        yield event;
        await Promise.resolve();
        signal.throwIfAborted();
      }
      monitor.worked(request.model);
    },
    listModels: () =>
      Promise.resolve([...new Set([offlineModel, ...config.models])].map((id) => ({ id }))),
    close: () => undefined,
  };
}

function* decide(request: ModelRequest, clock: Clock, zones: ZoneFinder): Generator<ModelEvent> {
  const today = readToday(clock.now());
  const { questions, results } = findOpenPart(request.messages);
  const offered = new Set(request.tools.map((tool) => tool.name));
  const steps = questions.flatMap((question) => planSteps(question, today, offered));
  const calls = steps.flatMap((step) => step.calls).filter((call) => offered.has(call.tool));
  const missing = calls.slice(results.length);
  if (missing.length > 0) {
    yield* callTools(request, missing);
    return;
  }
  const memory = recall(request, today);
  const told = results.values();
  const answers = steps.map(({ intent, words, calls: own }) => {
    const said = own.map((call) =>
      offered.has(call.tool) ? told.next().value : asSaid(runLocally(call, clock, zones)),
    );
    return answerIntent(intent, said, memory, words);
  });
  // The engine always asks with a message; should it not, this says at least what is here.
  const text = answers.length > 0 ? answers.join('\n\n') : english.help;
  for (const word of text.split(/(?<=\s)(?=\S)/)) yield { type: 'text', text: word };
  yield* end(request, text.length, 'stop');
}

const wordsOf: Readonly<Record<Language, Words>> = { en: english, de: german };

function asSaid(text: string | undefined): ToolSaid | undefined {
  return text === undefined ? undefined : { text, isError: false };
}

function planSteps(
  question: string,
  today: Today,
  offered: ReadonlySet<string>,
): readonly PlanStep[] {
  const { language, intents } = understand(question, today);
  const words = wordsOf[language];
  return intents.map((intent) => ({ intent, words, calls: planCalls(intent, offered) }));
}

function* callTools(request: ModelRequest, calls: PlanStep['calls']): Generator<ModelEvent> {
  let chars = 0;
  for (const [index, { tool, args }] of calls.entries()) {
    // The same question gets the same ids again, and another place in the conversation others.
    const id = `call_${request.messages.length}_${index + 1}`;
    const call: ToolCall = { id, name: tool, arguments: args };
    chars += JSON.stringify(args).length;
    yield { type: 'tool-call', call };
  }
  yield* end(request, chars, 'tool-calls');
}

function* end(
  request: ModelRequest,
  chars: number,
  reason: 'stop' | 'tool-calls',
): Generator<ModelEvent> {
  const inputTokens = Math.max(1, estimateInputTokens(request));
  const outputTokens = Math.max(1, estimateTokens(chars));
  yield { type: 'usage', inputTokens, outputTokens, isEstimated: true };
  yield { type: 'finish', reason };
}

/** Notes and the name live in the messages themselves, so they survive whatever the program does not. */
function recall(request: ModelRequest, today: Today): Memory {
  const notes: string[] = [];
  let name: string | undefined;
  for (const text of listUserTexts(request.messages)) {
    if (!mayTell.test(text)) continue;
    for (const intent of understand(text, today).intents) {
      if (intent.kind === 'note') notes.push(intent.text);
      if (intent.kind === 'tell-name') name = intent.name;
    }
  }
  return { notes, name };
}

/** A long conversation is not read sentence by sentence; only what can hold a note or a name. */
const mayTell =
  /note|notier|notiz|write|jot|remember|keep|forget|schreib|merk|vergiss|name|call|hei(?:ß|ss)e|nenn/i;

function readToday(nowMs: number): Today {
  const now = new Date(nowMs);
  return {
    year: now.getFullYear(),
    month: now.getMonth() + 1,
    day: now.getDate(),
    weekday: now.getDay(),
    time: `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`,
  };
}
