import type { UserFromGetMe } from '@grammyjs/types';

/** Who the bot is. */
export interface BotOptions {
  token: string;
  username: string;
  hasPrivacyMode: boolean;
}

/** The bot as `getMe` shows it; its id is the number its token begins with. */
export function makeBotProfile(options: BotOptions): UserFromGetMe {
  return {
    id: Number(options.token.split(':')[0]),
    is_bot: true,
    first_name: 'Test Bot',
    username: options.username,
    can_join_groups: true,
    can_read_all_group_messages: !options.hasPrivacyMode,
    supports_guest_queries: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  };
}
