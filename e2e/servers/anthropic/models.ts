import type { CapabilitySupport, ModelInfo } from '@anthropic-ai/sdk/resources/models';
import { behaviours } from '../model-core/control-contract.ts';

const yes: CapabilitySupport = { supported: true };
const no: CapabilitySupport = { supported: false };

/** The list of models as the API sends it: every behaviour, and one that is gone. */
export function makeModelList() {
  const data = [...behaviours.map((id) => makeModel(id, 'active')), makeModel('gone', 'retired')];
  return { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
}

function makeModel(id: string, lifecycle: ModelInfo['lifecycle']): ModelInfo {
  return {
    id,
    type: 'model',
    display_name: id,
    created_at: '2026-01-01T00:00:00Z',
    deprecated_at: null,
    retires_at: null,
    lifecycle,
    line: null,
    max_input_tokens: 200_000,
    max_tokens: 64_000,
    capabilities: {
      batch: no,
      citations: no,
      code_execution: no,
      context_management: {
        clear_thinking_20251015: no,
        clear_tool_uses_20250919: no,
        compact_20260112: no,
        supported: false,
      },
      effort: { high: yes, low: yes, max: yes, medium: yes, supported: true, xhigh: no },
      image_input: yes,
      pdf_input: no,
      server_tools: { code_execution: no, supported: false, web_search: no },
      structured_outputs: no,
      thinking: {
        supported: true,
        types: { adaptive: yes, between_tools: yes, disabled: yes, enabled: yes },
      },
    },
  };
}
