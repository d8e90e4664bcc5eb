/**
 * Providers that need no entry in `models.providers`: built in, found on this machine, or known
 * with their address and the variable their key is usually in. A name in front of the slash of a
 * model that is neither here nor configured leads nowhere.
 */
export const wellKnownProviderNames: ReadonlySet<string> = new Set([
  'offline',
  'ollama',
  'openai',
  'anthropic',
  'google',
  'openrouter',
  'groq',
  'mistral',
  'deepseek',
  'xai',
]);

/** What is used of a provider when nobody chose a model: capable with tools, and not dear. */
export const suggestedModels = {
  openai: 'gpt-5-mini',
  anthropic: 'claude-sonnet-5-5',
  google: 'gemini-2.5-flash',
} as const;
