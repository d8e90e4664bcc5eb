import { MessagesSquare } from 'lucide-react';
import { ChatPage } from '../features/chat/chat-page.tsx';
import type { Route } from '../navigation/route.ts';

/**
 * Every page, in the order of the sidebar; the first one is where an empty address leads. To add a
 * page, add it here: sidebar and router follow.
 */
export const routes: readonly [Route, ...Route[]] = [
  { id: 'chat', titleKey: 'chat', icon: MessagesSquare, Page: ChatPage },
];
