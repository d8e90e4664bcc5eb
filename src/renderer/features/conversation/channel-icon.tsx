import {
  AtSign,
  Hash,
  Mail,
  MessageSquare,
  Radio,
  Send,
  Terminal,
  type LucideIcon,
} from 'lucide-react';
import styles from './channel-icon.module.css';

const icons: Readonly<Record<string, LucideIcon>> = {
  web: MessageSquare,
  telegram: Send,
  discord: Hash,
  slack: Hash,
  matrix: Hash,
  email: Mail,
  irc: Terminal,
  mastodon: AtSign,
};

/** A sign for where a conversation takes place. The name stands beside it for those who listen. */
export function ChannelIcon({ type }: { readonly type: string }) {
  const Icon = icons[type] ?? Radio;
  return <Icon className={styles['icon']} size={14} aria-hidden />;
}
