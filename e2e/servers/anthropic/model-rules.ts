import type { MessageRequest } from './request-schema.ts';

/** How a model of the vendor takes the parameter `thinking`; the table is in its documentation. */
function listThinkingTypes(model: string): readonly string[] {
  if (/fable|mythos|opus-5-5/.test(model)) return ['adaptive'];
  if (/-5-5/.test(model)) return ['adaptive', 'between_tools'];
  if (/-5(?:$|-)/.test(model) && !/-4-5/.test(model)) return ['adaptive', 'disabled'];
  if (/-4-5/.test(model)) return ['enabled', 'disabled'];
  return ['adaptive', 'enabled', 'disabled', 'between_tools'];
}

/** The first parameter that this model does not take, in the vendor's words. */
export function findModelComplaint(request: MessageRequest): string | undefined {
  const { model, thinking, max_tokens: maxTokens } = request;
  if (!thinking) return undefined;
  const { type } = thinking;
  if (!listThinkingTypes(model).includes(type)) {
    return type === 'adaptive'
      ? 'adaptive thinking is not supported on this model'
      : `"thinking.type.${type}" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.`;
  }
  if (type === 'enabled' && thinking.budget_tokens >= maxTokens) {
    return '`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size';
  }
  return undefined;
}

/** Whether the model thinks before it answers, and whether its thoughts are to be seen. */
export function readThinking({ model, thinking }: MessageRequest): {
  readonly isThinking: boolean;
  readonly isVisible: boolean;
} {
  const thinksAnyway = /-5(?:-\d)?(?:$|-)/.test(model) && !/-4-5/.test(model);
  if (!thinking) return { isThinking: thinksAnyway, isVisible: false };
  const isThinking = thinking.type === 'adaptive' || thinking.type === 'enabled';
  const display = 'display' in thinking ? thinking.display : undefined;
  const isVisible = display ? display === 'summarized' : thinking.type === 'enabled';
  return { isThinking, isVisible };
}
