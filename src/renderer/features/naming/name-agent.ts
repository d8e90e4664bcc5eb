/** The key of the agent that answers where none is configured: nobody gave it as a name. */
const unchosenKey = 'assistant';

/**
 * What people call an agent: by its name, else by the key its owner chose; the one that is there
 * from the beginning is simply the assistant.
 *
 * @param assistant that word in the language of the page
 */
export function nameAgent(
  id: string | undefined,
  name: string | undefined,
  assistant: string,
): string {
  return name ?? (id === undefined || id === unchosenKey ? assistant : id);
}
