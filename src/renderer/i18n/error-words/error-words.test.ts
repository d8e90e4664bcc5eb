import { describe, expect, it } from 'vitest';
import { AppError, errorRegistry, type ErrorCode } from '../../../shared/errors/index.ts';
import { cliErrors } from '../../../shared/errors/registry/cli.ts';
import { createI18n, switchLanguage } from '../create-i18n.ts';
import { describeError, describeSentence } from '../describe-error.ts';
import { errorSpeechDe } from './de.ts';
import type { SpokenError } from './error-speech.ts';
import { sayError, saySentence } from './say-error.ts';
import { placesOf, readTemplate } from './template.ts';

const codes = Object.keys(errorRegistry) as ErrorCode[];
const spokenCodes = codes.filter((code) => !Object.hasOwn(cliErrors, code));

/** As it is stored and sent where nobody sends the values: words only. */
function wordsOnly(code: ErrorCode, values: Record<string, string | number>): SpokenError {
  const { message, hint } = new AppError(code, values);
  return { code, message, hint };
}

describe('the German words of errors', () => {
  it('are there for every code but those of the command line', () => {
    const missing = spokenCodes.filter((code) => !Object.hasOwn(errorSpeechDe.words, code));
    expect(missing).toEqual([]);
  });

  it('name no value that the error does not have', () => {
    const wrong = Object.entries(errorSpeechDe.words).flatMap(([code, { message, hint }]) => {
      const english = errorRegistry[code as ErrorCode];
      const known = placesOf(`${english.message} ${english.hint}`);
      return placesOf(`${message} ${hint}`)
        .filter((name) => !known.includes(name))
        .map((name) => `${code} ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('fill pieces of sentences with the same values', () => {
    for (const [english, german] of errorSpeechDe.phrases) {
      expect([german, placesOf(german).toSorted()]).toEqual([german, placesOf(english).toSorted()]);
    }
  });

  it('are found from the English words alone, with every value in its place', () => {
    for (const code of spokenCodes) {
      const english = errorRegistry[code];
      const names = placesOf(`${english.message} ${english.hint}`);
      const values = Object.fromEntries(names.map((name) => [name, `<${name}>`]));
      const error = wordsOnly(code, values);
      const said = sayError(errorSpeechDe, error);
      expect([code, said === undefined]).toEqual([code, false]);
      expect([code, said]).toEqual([code, sayError(errorSpeechDe, { ...error, values })]);
    }
  });
});

describe('saying an error', () => {
  it('says what stands in a setting and what the setting is for', () => {
    const error = wordsOnly('CONFIG_VALUE_INVALID', {
      path: 'agents.coder.timeoutSeconds',
      reason: 'a number is expected, but "soon" stands here',
      fix: 'A turn that takes longer is ended visibly.',
    });
    expect(sayError(errorSpeechDe, error)).toEqual({
      message:
        'agents.coder.timeoutSeconds ist nicht gültig: hier gehört eine Zahl hin, nicht "soon"',
      hint: errorSpeechDe.settings['agents.*.timeoutSeconds']?.help,
    });
  });

  it('says an error inside of another', () => {
    const inner = new AppError('CONFIG_COMMA_MISSING', { found: 'b' });
    const error = wordsOnly('CONFIG_UNPARSABLE', { reason: inner.message, fix: inner.hint });
    expect(sayError(errorSpeechDe, error)).toEqual({
      message: 'Zuerst muss die Konfiguration in Ordnung sein: Vor b fehlt ein Komma.',
      hint: 'Setz ein Komma nach dem Wert davor.',
    });
  });

  it('says a whole sentence before a piece of it', () => {
    const inner = wordsOnly('CONFIG_VALUE_INVALID', {
      ...{ path: 'gateway.port', reason: 'a whole number is expected, but true stands here' },
      fix: 'Compare it with the guide to the configuration.',
    });
    expect(saySentence(errorSpeechDe, inner.message)).toBe(
      'gateway.port ist nicht gültig: hier gehört eine ganze Zahl hin, nicht true',
    );
  });

  it('leaves what others wrote, and names, as they came', () => {
    const error = wordsOnly('PROVIDER_FAILED', {
      ...{ provider: 'nothing', model: 'a list', status: 500, reason: ': out of memory' },
    });
    expect(sayError(errorSpeechDe, error)?.message).toBe(
      'nothing ist gescheitert, während a list antwortete (Status 500): out of memory',
    );
  });

  it('gives nothing for words it does not know', () => {
    const error = { code: 'TURN_EXPIRED', message: 'Of a newer gateway.', hint: '' };
    expect(sayError(errorSpeechDe, error)).toBeUndefined();
    expect(sayError(errorSpeechDe, { ...error, code: 'NEW_CODE' })).toBeUndefined();
  });
});

describe('describing an error', () => {
  const error = wordsOnly('AGENT_BUSY', { agent: 'coder', count: 2 });

  it('speaks German to German readers and as it came to others', async () => {
    const words = await createI18n('en');
    expect(describeError(words, error)).toEqual(error);
    await switchLanguage(words, 'de', () => true);
    expect(describeError(words, error).message).toBe(
      'Der Agent „coder“ antwortet gerade in Gesprächen: 2.',
    );
    expect(describeSentence(words, error.message)).toBe(describeError(words, error).message);
    await switchLanguage(words, 'en', () => true);
    expect(describeError(words, error)).toEqual(error);
  });

  it('shows what it has no words for as it came', async () => {
    const words = await createI18n('de');
    const unknown = { code: 'X_NEW', message: 'Something new.', hint: 'Look.' };
    expect(describeError(words, unknown)).toEqual(unknown);
    expect(describeSentence(words, 'Something new.')).toBe('Something new.');
  });
});

describe('reading a template', () => {
  it('finds the values, and nothing in a text of another kind', () => {
    expect(readTemplate('{a} of {b}?', 'one of (two)?')).toEqual({ a: 'one', b: '(two)' });
    expect(readTemplate('{a} of {b}?', 'one or two?')).toBeUndefined();
    expect(readTemplate('Plain.', 'Plain.')).toEqual({});
    expect(readTemplate('{a}', 'two\nlines')).toEqual({ a: 'two\nlines' });
  });
});
