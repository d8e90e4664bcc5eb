import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { lazy } from '../../../shared/lazy.ts';
import { normaliseUrl } from '../web/read-url.ts';

const actions = [
  'open',
  'snapshot',
  'click',
  'type',
  'press',
  'select',
  'scroll',
  'back',
  'screenshot',
  'download',
  'tabs',
  'close',
] as const;

const fields = lazy(() =>
  z.strictObject({
    action: z
      .enum(actions)
      .describe(
        'open: go to url. snapshot: read the page. click, type, press, select: act on the element ref. scroll, back. screenshot: a picture. download: the file behind ref or url. tabs: list them, or bring tab to the front. close: the tab, or with all the browser.',
      ),
    url: z
      .string()
      .min(1)
      .max(limits.web.urlChars)
      .overwrite(normaliseUrl)
      .optional()
      .describe('For open and download.'),
    site: z
      .string()
      .min(1)
      .max(300)
      .toLowerCase()
      .optional()
      .describe(
        'For click, type, press, select and download by ref: the host of the page you act on, as in its address, such as shop.example.',
      ),
    ref: z
      .string()
      .regex(/^(f\d{1,4})?e\d{1,7}$/)
      .optional()
      .describe('An element, as it stands in the snapshot: e12.'),
    text: z
      .string()
      .max(limits.browser.typedChars)
      .optional()
      .describe('For type: what replaces the content of the field. For select: the choice.'),
    key: z
      .string()
      .min(1)
      .max(40)
      .optional()
      .describe('For press: Enter, Escape, Tab, ArrowDown, Control+A, or a letter.'),
    submit: z.boolean().optional().describe('For type: press Enter afterwards.'),
    direction: z.enum(['down', 'up']).optional().describe('For scroll; down when absent.'),
    tab: z.int().min(1).max(100_000).optional().describe('For tabs: its number.'),
    all: z.boolean().optional().describe('For close: the whole browser.'),
    offset: z
      .int()
      .min(0)
      .max(limits.browser.snapshotMostChars)
      .optional()
      .describe('For snapshot: where to go on in a long one.'),
  }),
);

type Fields = z.output<ReturnType<typeof fields>>;
type Argument = 'url' | 'site' | 'ref' | 'text' | 'key';

/** What each action needs. */
const needs: Readonly<Record<Fields['action'], readonly Argument[]>> = {
  open: ['url'],
  snapshot: [],
  click: ['site', 'ref'],
  type: ['site', 'ref', 'text'],
  press: ['site', 'key'],
  select: ['site', 'ref', 'text'],
  scroll: [],
  back: [],
  screenshot: [],
  download: [],
  tabs: [],
  close: [],
};

/**
 * Everything the tool `browser` can be called with. An address and a site only where they say what
 * is done: rules of the owner look at them, and a call must not carry one that it does not mean.
 */
export const browserParameters = lazy(() =>
  fields().superRefine((action, context) => {
    const refuse = (path: Argument, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    const isByUrl = action.action === 'download' && action.url !== undefined;
    const isByRef = action.action === 'download' && !isByUrl;
    const wanted = isByRef ? (['site', 'ref'] as const) : needs[action.action];
    for (const name of wanted)
      if (action[name] === undefined) refuse(name, `${action.action} needs it`);
    if (action.url !== undefined && action.action !== 'open' && !isByUrl)
      refuse('url', `${action.action} takes no address`);
    const isActing = isChanging(action) && !isByUrl;
    if (action.site !== undefined && !isActing) refuse('site', `${action.action} takes no site`);
  }),
);

export type BrowserAction = z.output<ReturnType<typeof browserParameters>>;

const changing = new Set(['click', 'type', 'press', 'select', 'download']);

/** Whether an action may change something on the other side. */
export function isChanging({ action }: Pick<BrowserAction, 'action'>): boolean {
  return changing.has(action);
}
