import type { WebhookInfo } from '@grammyjs/types';
import { ApiFailure, badRequest } from '../api-failure.ts';
import type { Methods } from './call-context.ts';

const MAX_TIMEOUT_SECONDS = 50;
const MAX_LIMIT = 100;

/** The methods by which a bot receives. A webhook can be set, but nothing is sent to it. */
export const updateMethods: Methods<
  'getUpdates' | 'setWebhook' | 'deleteWebhook' | 'getWebhookInfo'
> = {
  getUpdates: async (params, { state, signal }) => {
    const { queue, poller, webhook, pollWaiters } = state;
    if (webhook.url !== '') {
      throw new ApiFailure(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    if (params.allowed_updates !== undefined) queue.setAllowed(params.allowed_updates);
    const limit = params.limit ?? MAX_LIMIT;
    const polled = poller.poll({
      offset: params.offset ?? 0,
      limit: limit < 1 || limit > MAX_LIMIT ? MAX_LIMIT : limit,
      timeoutSeconds: Math.min(MAX_TIMEOUT_SECONDS, Math.max(0, params.timeout ?? 0)),
      signal,
    });
    pollWaiters.notify();
    return await polled;
  },
  setWebhook: (params, { state }) => {
    const { queue, poller, webhook } = state;
    if (params.url !== '' && !params.url.startsWith('https://')) {
      throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
    }
    if (params.drop_pending_updates === true) queue.clear();
    if (params.allowed_updates !== undefined) queue.setAllowed(params.allowed_updates);
    webhook.url = params.url;
    webhook.maxConnections = params.max_connections ?? 40;
    if (params.url !== '') poller.terminate('setWebhook request');
    return true;
  },
  deleteWebhook: (params, { state }) => {
    if (params.drop_pending_updates === true) state.queue.clear();
    state.webhook.url = '';
    return true;
  },
  getWebhookInfo: (_, { state }) => {
    const { url, maxConnections } = state.webhook;
    const info: WebhookInfo = {
      url,
      has_custom_certificate: false,
      pending_update_count: state.queue.state.unconfirmed.length,
      ...(url === '' ? {} : { max_connections: maxConnections }),
    };
    return info;
  },
};
