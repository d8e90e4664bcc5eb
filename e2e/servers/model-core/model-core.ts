import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createControlRoute, type ControlHandlers, type ControlRoute } from '../control-server.ts';
import { sendJson } from '../http-body.ts';
import { cutText, limitTokens, say, type Answer, type FaultName } from './answer.ts';
import { controlInputs, type ControlOutputs, type ParsedControlInput } from './control-contract.ts';
import { findBehaviour, planAnswer, type AskedModel, type CoreSettings } from './plan-answer.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { sendAnswer, type StreamWriter } from './send-answer.ts';

/** A refusal in a vendor's own words. */
export interface FaultAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What differs from vendor to vendor. */
export interface VendorWords {
  makeFault(fault: FaultName, model: string, retryAfterSeconds: number): FaultAnswer;
  makeWriter(asked: AskedModel): StreamWriter;
}

/** What the servers of all vendors have in common: behaviours, scripts, faults, a memory. */
export interface ModelCore {
  readonly log: RequestLog;
  readonly control: ControlRoute;
  makeId(prefix: string): string;
  /** Answers a request that was checked. */
  answer(
    asked: AskedModel,
    body: unknown,
    req: IncomingMessage,
    res: ServerResponse,
    words: VendorWords,
  ): Promise<void>;
}

/** Makes the core of one server. */
export function createModelCore(options: { readonly isLogging: boolean }): ModelCore {
  const settings: CoreSettings = { slowWordMs: 20, limitedTimes: 1, retryAfterSeconds: 1 };
  const log = createRequestLog();
  const scripts = createScripts();
  const hanging = new Set<ServerResponse>();
  const limited = new Map<string, number>();
  const run = randomBytes(4).toString('hex');
  let lastId = 0;
  log.setLogging(options.isLogging);

  const countLimited = (text: string): number => {
    const before = limited.get(text) ?? 0;
    limited.set(text, before + 1);
    return before;
  };
  const choose = (asked: AskedModel): Answer => {
    const scripted = scripts.take(asked);
    if (scripted && scripted.kind !== 'behaviour') return resolveScripted(scripted);
    const behaviour = scripted?.behaviour ?? findBehaviour(asked);
    if (behaviour === undefined) return { kind: 'fault', fault: 'unknown-model' };
    return limitTokens(planAnswer(behaviour, asked, { settings, countLimited }), asked.maxTokens);
  };
  const handlers: ControlHandlers<typeof controlInputs, ControlOutputs> = {
    configure: ({ isLogging, ...changes }) => {
      for (const [key, value] of Object.entries(changes)) Object.assign(settings, { [key]: value });
      if (isLogging !== undefined) log.setLogging(isLogging);
      return null;
    },
    addScript: (script) => {
      scripts.add(script);
      return null;
    },
    clearScripts: () => {
      scripts.clear();
      return null;
    },
    listRequests: ({ match }) => log.list(match),
    waitForRequests: ({ match, count, timeoutMs }) => log.waitFor(match, count, timeoutMs),
    getTotals: () => log.totals,
    listViolations: () => [...log.violations],
    releaseHangs: () => {
      const releasedCount = hanging.size;
      for (const res of hanging) res.destroy();
      return { releasedCount };
    },
  };

  return {
    log,
    control: createControlRoute(controlInputs, handlers),
    makeId: (prefix) => `${prefix}${run}${(lastId += 1).toString(36)}`,
    async answer(asked, body, req, res, words) {
      const { model, lastUserText } = asked;
      const headers = readHeaders(req);
      const end = log.open({ model, lastUserText, body, headers });
      res.on('close', () => {
        hanging.delete(res);
        // Whoever cut it ended the record already; otherwise the client went away.
        end('cancelled', res.headersSent ? res.statusCode : null);
      });
      const answer = choose(asked);
      switch (answer.kind) {
        case 'hang':
          hanging.add(res);
          return;
        case 'html':
          end('finished', 200);
          res.writeHead(200, { 'content-type': 'text/html' });
          res.end('<!doctype html><title>Sign in</title><h1>Please sign in to the network</h1>');
          return;
        case 'fault': {
          const fault = words.makeFault(answer.fault, model, settings.retryAfterSeconds);
          end('refused', fault.status);
          sendJson(res, fault.status, fault.body, fault.headers);
          return;
        }
        case 'message': {
          if (answer.mishap === 'cut') end('cut', 200);
          const result = await sendAnswer(res, answer, words.makeWriter(asked));
          if (result === 'stalled') hanging.add(res);
          else end(result, 200);
        }
      }
    },
  };
}

/** What a test may look at; the key is there as it came. */
function readHeaders(req: IncomingMessage): Record<string, string> {
  const entries = Object.entries(req.headers).filter((entry) => typeof entry[1] === 'string');
  return Object.fromEntries(entries) as Record<string, string>;
}

type Script = ParsedControlInput<'addScript'>;
type ScriptedAnswer = Script['answers'][number];

/** Answers set by control, used up one by one; the oldest that matches goes first. */
function createScripts() {
  let scripts: Script[] = [];
  return {
    add: (script: Script) => void scripts.push(script),
    clear: () => void (scripts = []),
    take({ model, lastUserText }: AskedModel): ScriptedAnswer | undefined {
      const script = scripts.find(
        (one) =>
          (one.model === undefined || one.model === model) &&
          (one.contains === undefined || lastUserText.includes(one.contains)),
      );
      const answer = script?.answers.shift();
      scripts = scripts.filter((one) => one.answers.length > 0);
      return answer;
    },
  };
}

function resolveScripted(answer: Exclude<ScriptedAnswer, { kind: 'behaviour' }>): Answer {
  if (answer.kind === 'text') return say(cutText(answer.text, answer.chunkSize));
  return say(cutText(answer.text ?? '', 8), { calls: answer.calls });
}
