import { cutText } from '../model-core/answer.ts';
import { callTools, say, type Answer } from './answer.ts';
import type { ParsedControlInput } from './control-contract.ts';
import type { Behaviour } from './plan-answer.ts';
import { makeError } from './wire-types.ts';

type Script = ParsedControlInput<'addScript'>;
type ScriptedAnswer = Script['answers'][number];

/** Answers set by control, used up one by one. */
export interface Scripts {
  add(script: Script): void;
  clear(): void;
  /** Takes the next answer for this request, if there is one. */
  take(model: string, userText: string): ScriptedAnswer | undefined;
}

/** Makes an empty list of scripts; the oldest that matches goes first. */
export function createScripts(): Scripts {
  let scripts: Script[] = [];
  return {
    add: (script) => scripts.push(script),
    clear: () => {
      scripts = [];
    },
    take: (model, userText) => {
      const script = scripts.find(
        (one) =>
          (one.model === undefined || one.model === model) &&
          (one.contains === undefined || userText.includes(one.contains)),
      );
      const answer = script?.answers.shift();
      scripts = scripts.filter((one) => one.answers.length > 0);
      return answer;
    },
  };
}

/** Makes the answer a script asks for, or names the behaviour it asks for. */
export function resolveScripted(scripted: ScriptedAnswer): Answer | Behaviour {
  switch (scripted.kind) {
    case 'behaviour':
      return scripted.behaviour;
    case 'text':
      return say(cutText(scripted.text, scripted.chunkSize));
    case 'tools':
      return callTools(
        scripted.calls.map((call) => ({
          name: call.name,
          arguments:
            typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
        })),
        scripted.text,
      );
    case 'error': {
      const { status, message, type, code, retryAfterSeconds } = scripted;
      const body = makeError(message, { type, code });
      return {
        kind: 'error',
        status,
        body,
        ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      };
    }
  }
}
