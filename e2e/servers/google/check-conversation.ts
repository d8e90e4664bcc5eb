import type { GenerateRequest, WireContent, WirePart } from './request-schema.ts';
import { asContents } from './request-schema.ts';

/** What this server handed out and wants to see again. */
export interface GivenMarks {
  readonly signatures: ReadonlySet<string>;
  readonly callIds: ReadonlySet<string>;
}

/** What Google documents for calls that another model made. */
const skipMark = 'skip_thought_signature_validator';

const calls = (content: WireContent | undefined): WirePart[] =>
  (content?.parts ?? []).filter((part) => part.functionCall);
const responses = (content: WireContent | undefined): WirePart[] =>
  (content?.parts ?? []).filter((part) => part.functionResponse);

/** The rules of the API that a schema cannot say. Returns the API's words for the first breach. */
export function findConversationError(
  request: GenerateRequest,
  model: string,
  given: GivenMarks,
): string | undefined {
  const contents = asContents(request);
  for (const [index, content] of contents.entries()) {
    const breach =
      findPartError(content, index) ??
      findResponseError(content, contents[index + 1]) ??
      findOrphan(content, contents[index - 1]);
    if (breach !== undefined) return breach;
  }
  return findSignatureError(contents, model, given) ?? findThinkingError(request, model);
}

function findPartError(content: WireContent, index: number): string | undefined {
  for (const [
    at,
    { thoughtSignature: _signature, thought: _thought, ...data },
  ] of content.parts.entries()) {
    const fields = Object.values(data).filter((value) => value !== undefined);
    if (fields.length === 1) continue;
    return `* GenerateContentRequest.contents[${index}].parts[${at}].data: required oneof field 'data' must have one initialized field`;
  }
  return undefined;
}

function findResponseError(
  content: WireContent,
  next: WireContent | undefined,
): string | undefined {
  const asked = calls(content);
  if (asked.length === 0) return undefined;
  const answered = responses(next);
  if (answered.length !== asked.length) {
    return 'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.';
  }
  const isMixed = asked.some((part, index) => {
    const { id, name } = part.functionCall ?? {};
    const response = answered[index]?.functionResponse;
    return response?.name !== name || response?.id !== id;
  });
  return isMixed
    ? 'Please ensure that function response parts match the function call parts by name and id.'
    : undefined;
}

function findOrphan(content: WireContent, before: WireContent | undefined): string | undefined {
  const isOrphan = responses(content).length > 0 && calls(before).length === 0;
  return isOrphan
    ? 'Please ensure that function response turn comes immediately after a function call turn.'
    : undefined;
}

/** From the last words of the user on, the first call of each step is signed (Gemini 3). */
function findSignatureError(
  contents: readonly WireContent[],
  model: string,
  given: GivenMarks,
): string | undefined {
  if (!givesSignatures(model)) return undefined;
  const start = contents.findLastIndex(
    (content) => content.role !== 'model' && responses(content).length === 0,
  );
  for (const [index, content] of contents.entries()) {
    const [first] = calls(content);
    if (index < start || !first) continue;
    const { thoughtSignature: signature, functionCall: call } = first;
    if (signature === undefined) {
      return `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call \`default_api:${call?.name ?? ''}\` , position ${index + 1}.`;
    }
    if (signature !== skipMark && !given.signatures.has(signature)) {
      return 'Thought signature is not valid';
    }
  }
  return undefined;
}

function findThinkingError({ generationConfig }: GenerateRequest, model: string) {
  const config = generationConfig?.thinkingConfig;
  if (!config) return undefined;
  if (model.startsWith('gemini-2.0')) return 'Thinking is not enabled for this model';
  if (config.thinkingLevel !== undefined && config.thinkingBudget !== undefined) {
    return 'You can only set only one of thinking budget and thinking level.';
  }
  if (config.thinkingLevel !== undefined && model.startsWith('gemini-2.5')) {
    return 'Thinking level is not supported for this model.';
  }
  return undefined;
}

/** Whether a model signs its calls and names them with ids. */
export function givesSignatures(model: string): boolean {
  return /^gemini-[3-9]/.test(model);
}
