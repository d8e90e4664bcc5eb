/** A provider that needs no entry in the configuration. */
export interface WellKnownProvider {
  /** The environment variable its key is usually in; undefined when it needs none. */
  readonly keyVariable: string | undefined;
}

/** By the name in front of the slash of a model. An entry of `models.providers` wins over it. */
export const wellKnownProviders: Readonly<Record<string, WellKnownProvider>> = {
  offline: { keyVariable: undefined },
  ollama: { keyVariable: undefined },
  openai: { keyVariable: 'OPENAI_API_KEY' },
  anthropic: { keyVariable: 'ANTHROPIC_API_KEY' },
  google: { keyVariable: 'GEMINI_API_KEY' },
  openrouter: { keyVariable: 'OPENROUTER_API_KEY' },
  groq: { keyVariable: 'GROQ_API_KEY' },
  mistral: { keyVariable: 'MISTRAL_API_KEY' },
  deepseek: { keyVariable: 'DEEPSEEK_API_KEY' },
  xai: { keyVariable: 'XAI_API_KEY' },
  together: { keyVariable: 'TOGETHER_API_KEY' },
};
