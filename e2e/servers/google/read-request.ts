import type { z } from 'zod';
import type { AskedModel } from '../model-core/plan-answer.ts';
import type { GenerateRequest, WireContent, WirePart } from './request-schema.ts';
import { asContents } from './request-schema.ts';

const textOf = (content: WireContent | undefined): string =>
  (content?.parts ?? []).map((part) => part.text ?? '').join('');

/** What the answer depends on. */
export function readAsked(model: string, request: GenerateRequest): AskedModel {
  const contents = asContents(request);
  const lastUser = contents.findLast(
    (one) => one.role !== 'model' && one.parts.some((part) => part.text !== undefined),
  );
  const last = contents.at(-1);
  const results = (last?.parts ?? []).flatMap(({ functionResponse }) =>
    functionResponse ? [readResult(functionResponse.response)] : [],
  );
  return {
    model,
    lastUserText: textOf(lastUser),
    results,
    tools: (request.tools ?? []).flatMap(({ functionDeclarations }) =>
      functionDeclarations.map(({ name, parametersJsonSchema, parameters }) => ({
        name,
        parameters: parametersJsonSchema ?? parameters,
      })),
    ),
    maxTokens: request.generationConfig?.maxOutputTokens,
    images: contents.flatMap(({ parts }) =>
      parts.flatMap((part) => [part, ...(part.functionResponse?.parts ?? [])]).flatMap(readImage),
    ),
  };
}

function readImage({ inlineData }: Pick<WirePart, 'inlineData'>): string[] {
  return inlineData?.mimeType === undefined ? [] : [inlineData.mimeType];
}

function readResult(response: Record<string, unknown> | undefined): string {
  const value = response?.['output'] ?? response?.['error'] ?? response;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The API's words for the first thing that is wrong with a body. */
export function findUnknownName(error: z.ZodError): string {
  const [issue] = error.issues;
  const path = (issue?.path ?? []).reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? snake(String(key)) : `${text}.${snake(String(key))}`;
  }, '');
  if (issue?.code === 'unrecognized_keys') {
    const place = path === '' ? '' : ` at '${path}'`;
    return `Invalid JSON payload received. Unknown name "${issue.keys[0] ?? ''}"${place}: Cannot find field.`;
  }
  return `Invalid value at '${path}': ${issue?.message ?? ''}`;
}

/** The API names fields as its protocol buffers do. */
const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
