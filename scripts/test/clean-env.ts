/**
 * Removes from this process what would let tests touch a real assistant: its places, and keys with
 * which requests would leave the machine. A named browser stays.
 */
export function cleanTestEnv(env: NodeJS.ProcessEnv = process.env): void {
  for (const name of Object.keys(env)) {
    const isOurs = name.startsWith('OPENCLAW_') && name !== 'OPENCLAW_CHROMIUM';
    if (isOurs || /_(API_KEY|BOT_TOKEN)$/.test(name)) Reflect.deleteProperty(env, name);
  }
}
