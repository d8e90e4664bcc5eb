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
