import type { ListResponse, ModelDetails, ModelResponse, ShowResponse } from 'ollama/browser';
import { behaviours } from '../model-core/control-contract.ts';

/** A model that is pulled. */
export interface PulledModel {
  /** With its tag. */
  readonly name: string;
  readonly contextLength: number;
  readonly capabilities: readonly string[];
}

const everything = ['completion', 'tools', 'thinking', 'vision'];

const pulled: readonly PulledModel[] = [
  { name: 'llama3.2:3b', contextLength: 131_072, capabilities: ['completion', 'tools'] },
  { name: 'qwen3:8b', contextLength: 40_960, capabilities: ['completion', 'tools', 'thinking'] },
  { name: 'gemma3:4b', contextLength: 131_072, capabilities: ['completion', 'vision'] },
  { name: 'plain:latest', contextLength: 16_384, capabilities: ['completion'] },
  { name: 'gpt-oss:20b', contextLength: 131_072, capabilities: everything },
  { name: 'nomic-embed-text:latest', contextLength: 2_048, capabilities: ['embedding'] },
  ...behaviours.map((name) => ({
    name: `${name}:latest`,
    contextLength: 32_768,
    capabilities: everything,
  })),
];

/** Finds a model by name; without a tag `latest` is meant. */
export function findModel(name: string): PulledModel | undefined {
  const full = name.includes(':') ? name : `${name}:latest`;
  return pulled.find((model) => model.name === full);
}

const details: ModelDetails = {
  parent_model: '',
  format: 'gguf',
  family: 'local',
  families: ['local'],
  parameter_size: '3.2B',
  quantization_level: 'Q4_K_M',
};

/** Over the wire times are texts. */
type Wire<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] };
type ListEntry = Wire<Omit<ModelResponse, 'expires_at' | 'size_vram'>>;

/** Answers `GET /api/tags`. */
export function listTags(): Omit<ListResponse, 'models'> & { models: ListEntry[] } {
  return {
    models: pulled.map(({ name }) => ({
      name,
      model: name,
      modified_at: '2026-01-01T00:00:00Z',
      size: 2_000_000_000,
      digest: 'a'.repeat(64),
      details,
    })),
  };
}

/** Answers `POST /api/show`. */
export function showModel(model: PulledModel): Pick<
  ShowResponse,
  'template' | 'details' | 'capabilities'
> & {
  model_info: Record<string, unknown>;
} {
  return {
    template: '{{ .Prompt }}',
    details,
    model_info: { 'general.architecture': 'local', 'local.context_length': model.contextLength },
    capabilities: [...model.capabilities],
  };
}
