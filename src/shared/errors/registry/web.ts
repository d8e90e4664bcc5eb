import { defineErrors } from '../spec.ts';

/** What can go wrong when an agent reads the web. Most of it is said to the model. */
export const webErrors = defineErrors({
  WEB_URL_INVALID: {
    kind: 'invalid',
    message: '"{url}" is no address of a web page: {reason}.',
    hint: 'Write it in full, such as https://example.com/page.',
  },
  WEB_ADDRESS_PRIVATE: {
    kind: 'refused',
    message: '{host} was not reached: {address} is {what}.',
    hint: 'If the owner wants it reached, tools.web.allowPrivate has to name it.',
  },
  WEB_NAME_UNKNOWN: {
    kind: 'missing',
    message: 'There is no address for the name {host}.',
    hint: 'Check the spelling.',
  },
  WEB_UNREACHABLE: {
    kind: 'unreachable',
    message: '{host} could not be reached: {reason}.',
    hint: 'Try again later, or look elsewhere.',
  },
  WEB_TIMEOUT: {
    kind: 'unreachable',
    message: '{host} did not answer in full within {seconds} seconds.',
    hint: 'Try again later, or look elsewhere; tools.web.timeoutSeconds says how long to wait.',
  },
  WEB_REDIRECTS: {
    kind: 'refused',
    message: '{host} redirects more than {count} times.',
    hint: 'Look elsewhere.',
  },
  WEB_ANSWER_INVALID: {
    kind: 'refused',
    message: 'What {host} sent can not be read: {reason}.',
    hint: 'Look elsewhere.',
  },
  WEB_READER_BUSY: {
    kind: 'limited',
    message: 'Too many pages are being read at the moment.',
    hint: 'Try again in a few seconds.',
  },
  SEARCH_NO_KEY: {
    kind: 'missing',
    message: 'No search provider is set up.',
    hint: 'Set tools.search, or put a key into the environment: BRAVE_API_KEY, TAVILY_API_KEY or SERPER_API_KEY.',
  },
  SEARCH_NO_ADDRESS: {
    kind: 'missing',
    message: 'The search provider searxng has no address.',
    hint: 'Set tools.search.baseUrl to where your SearXNG is.',
  },
  SEARCH_KEY_MISSING: {
    kind: 'missing',
    message: 'The search provider {provider} has no key.',
    hint: 'Set tools.search.apiKey, or {variable} in the environment.',
  },
  SEARCH_REFUSED: {
    kind: 'refused',
    message: 'The search provider {provider} refused: {status} {reason}',
    hint: 'Check tools.search: the key, the address and what the plan allows.',
  },
  SEARCH_LIMITED: {
    kind: 'limited',
    message: 'The search provider {provider} wants fewer searches.',
    hint: 'Try again later.',
  },
  SEARCH_ANSWER_INVALID: {
    kind: 'refused',
    message: 'The search provider {provider} answered in a form that is not known: {reason}',
    hint: 'Check tools.search.baseUrl. A SearXNG must have the format json switched on.',
  },
  BROWSER_NOT_FOUND: {
    kind: 'missing',
    message: 'No Chromium or Chrome was found.',
    hint: 'Install one, or set tools.browser.executable to its path.',
  },
  BROWSER_START_FAILED: {
    kind: 'internal',
    message: 'The browser did not start: {reason}',
    hint: 'Check tools.browser.executable.',
  },
  BROWSER_ENDED: {
    kind: 'unreachable',
    message: 'The browser ended while it was used.',
    hint: 'Open the page again.',
  },
  BROWSER_TOO_MANY: {
    kind: 'limited',
    message: 'There are {count} browsers at work already.',
    hint: 'Try again in a moment.',
  },
  BROWSER_BUSY: {
    kind: 'limited',
    message: 'Too many actions wait for this browser.',
    hint: 'Do one after the other.',
  },
  BROWSER_NO_PAGE: {
    kind: 'missing',
    message: 'No page is open.',
    hint: 'Begin with the action open.',
  },
  BROWSER_ARGUMENT_MISSING: {
    kind: 'invalid',
    message: 'The action {action} needs {argument}.',
    hint: 'Call it again with that.',
  },
  BROWSER_SITE_CHANGED: {
    kind: 'conflict',
    message: 'The page is now at {actual}, not at {expected}.',
    hint: 'Take a snapshot and look where you are.',
  },
  BROWSER_REF_UNKNOWN: {
    kind: 'missing',
    message: 'There is no element {ref} on the page as it is now.',
    hint: 'Take a snapshot and use a ref that stands in it.',
  },
  BROWSER_ACTION_FAILED: {
    kind: 'refused',
    message: 'The action {action} did not work: {reason}',
    hint: 'Take a snapshot to see what the page looks like now.',
  },
  BROWSER_TAB_UNKNOWN: {
    kind: 'missing',
    message: 'There is no tab {tab}.',
    hint: 'The action tabs lists them.',
  },
  BROWSER_DOWNLOAD_FAILED: {
    kind: 'refused',
    message: 'Nothing was downloaded: {reason}',
    hint: 'Take a snapshot to see what the page looks like now.',
  },
});
