import type { Page } from 'playwright-core';
import { limits } from '../../../../shared/config/limits.ts';

/** Frames of one page whose fields are looked at. */
const mostFrames = 50;

/**
 * A page as text with refs, for a model to read. What stands in password fields is left out: a person
 * may have typed it into the window.
 */
export async function readSnapshot(page: Page): Promise<string> {
  const timeout = limits.browser.actionMs;
  const secrets = await readSecrets(page);
  const snapshot = await page.ariaSnapshot({ mode: 'ai', timeout });
  const bounded = snapshot.slice(0, limits.browser.snapshotMostChars);
  return secrets.length === 0 ? bounded : hideSecrets(bounded, secrets);
}

async function readSecrets(page: Page): Promise<readonly string[]> {
  const found = await Promise.all(
    page
      .frames()
      .slice(0, mostFrames)
      .map(async (frame) => {
        const fields = frame.locator('input[type="password"]');
        const values = await fields.evaluateAll(readValues).catch(() => []);
        return values.map(plain);
      }),
  );
  return found.flat().filter((value) => value !== '');
}

/** Runs in the page, so it may use nothing from here. */
function readValues(fields: readonly unknown[]): string[] {
  return fields.map((field) => String((field as { readonly value?: unknown }).value));
}

/** In the value of a field only: a short password may be part of other words of the page. */
function hideSecrets(snapshot: string, secrets: readonly string[]): string {
  return snapshot
    .split('\n')
    .map((line) => {
      const [, field, value] = /^(\s*- textbox .*?\[ref=\w+\][^:]*: )(.+)$/.exec(line) ?? [];
      if (field === undefined || value === undefined) return line;
      const words = plain(unquote(value));
      return secrets.some((secret) => words.includes(secret)) ? `${field}(hidden)` : line;
    })
    .join('\n');
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
