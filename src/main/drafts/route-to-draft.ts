import type { Approvals } from '../tools/approvals/approvals.ts';
import type { Drafts } from './create-drafts.ts';
import type { ChatHandlers, DraftPath } from './draft.ts';

/** Handlers of conversations that give what belongs to a test chat to its own path. */
export function routeChats<H extends ChatHandlers>(handlers: H, drafts: Drafts): H {
  const own = (key: string, by: Parameters<Drafts['pathOf']>[1]): ChatHandlers =>
    drafts.pathOf(key, by)?.chat ?? handlers;
  return {
    ...handlers,
    'chat.send': (params, by) => own(params.sessionKey, by)['chat.send'](params, by),
    'chat.retry': (params, by) => own(params.sessionKey, by)['chat.retry'](params, by),
    'chat.history': (params, by) => own(params.sessionKey, by)['chat.history'](params, by),
    'chat.abort': (params, by) => own(params.sessionKey, by)['chat.abort'](params, by),
  } satisfies ChatHandlers & H;
}

/** What is asked of approvals from outside. */
type AskedApprovals = Pick<
  Approvals,
  'list' | 'get' | 'history' | 'resolve' | 'rules' | 'addRule' | 'removeRule'
>;

/** Questions of test chats beside all others: listed while they wait, answered by their id. */
export function routeApprovals(approvals: AskedApprovals, drafts: Drafts): AskedApprovals {
  const holderOf = (id: string): Pick<Approvals, 'get' | 'resolve'> =>
    drafts.paths().find((path) => holds(path, id))?.approvals ?? approvals;
  return {
    list: (state) =>
      state === undefined || state === 'pending'
        ? [...approvals.list(state), ...drafts.paths().flatMap((path) => path.approvals.list())]
        : approvals.list(state),
    get: (id) => holderOf(id).get(id),
    resolve: (id, answer) => holderOf(id).resolve(id, answer),
    history: (page) => approvals.history(page),
    rules: () => approvals.rules(),
    addRule: (input, by) => approvals.addRule(input, by),
    removeRule: (id) => approvals.removeRule(id),
  };
}

/** By its id only: the code of a question is unique within one database. */
function holds({ approvals }: DraftPath, id: string): boolean {
  try {
    return approvals.get(id).id === id;
  } catch {
    return false;
  }
}
