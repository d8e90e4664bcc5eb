import type { ResponseRequest } from './request-schema.ts';

/** What a model of this server takes, as the models of the vendor differ. */
interface ModelRules {
  readonly reasons: boolean;
  readonly efforts: readonly string[];
}

const reasoningModels = /^(?:o\d|gpt-(?:[5-9]|\d\d)|think)/;

function rulesOf(model: string): ModelRules {
  if (/^o\d/.test(model)) return { reasons: true, efforts: ['low', 'medium', 'high'] };
  // The first of its family knew `minimal` and not yet `none`.
  const isFirst = /^gpt-5(?:-|$)/.test(model);
  const least = isFirst ? 'minimal' : 'none';
  return { reasons: reasoningModels.test(model), efforts: [least, 'low', 'medium', 'high'] };
}

/** Whether the model thinks before it answers this request. */
export function isThinking({ model, reasoning }: ResponseRequest): boolean {
  return rulesOf(model).reasons && reasoning?.effort !== 'none';
}

/** What a model does not take, in the vendor's words. */
export interface ModelComplaint {
  readonly message: string;
  readonly param: string;
  readonly code: string;
}

/** The first parameter that this model does not take. */
export function findModelComplaint(request: ResponseRequest): ModelComplaint | undefined {
  const { model, reasoning, temperature } = request;
  const { reasons, efforts } = rulesOf(model);
  const unsupported = (param: string): ModelComplaint => {
    const message = `Unsupported parameter: '${param}' is not supported with this model.`;
    return { message, param, code: 'unsupported_parameter' };
  };
  if (reasons && typeof temperature === 'number') return unsupported('temperature');
  if (!reasons && reasoning?.effort) return unsupported('reasoning.effort');
  if (!reasons && reasoning?.summary) return unsupported('reasoning.summary');
  if (!reasons && request.include?.includes('reasoning.encrypted_content') === true) {
    const message = 'Encrypted content is not supported with this model.';
    return { message, param: 'include', code: 'unsupported_parameter' };
  }
  const effort = reasoning?.effort;
  if (effort && !efforts.includes(effort)) {
    const known = efforts.map((one) => `'${one}'`).join(', ');
    const message = `Unsupported value: '${effort}' is not supported with the '${model}' model. Supported values are: ${known}.`;
    return { message, param: 'reasoning.effort', code: 'unsupported_value' };
  }
  return undefined;
}
