import { agentsPage } from './en/agents.ts';
import { channelsPage } from './en/channels.ts';
import { chat, outgoing, composer, commands, tools, markdown } from './en/chat.ts';
import { config } from './en/config.ts';
import { inspect } from './en/conversations.ts';
import { doctor } from './en/doctor.ts';
import { editing } from './en/editing.ts';
import { editor } from './en/editor.ts';
import { errors } from './en/errors.ts';
import { logs } from './en/logs.ts';
import { memoryPage } from './en/memory.ts';
import { approvals, notices, channelState } from './en/notices.ts';
import { overview } from './en/overview.ts';
import { palette } from './en/palette.ts';
import { peoplePage } from './en/people.ts';
import { pictures } from './en/pictures.ts';
import { routing } from './en/routing.ts';
import { schedulesPage } from './en/schedules.ts';
import { settings } from './en/settings.ts';
import { setup } from './en/setup.ts';
import { app, nav, connection, status, theme, language, common } from './en/shell.ts';
import { shortcuts } from './en/shortcuts.ts';
import { sessions, search } from './en/sidebar.ts';
import { signIn } from './en/sign-in.ts';
import { toolsPage } from './en/tools.ts';
import { usage } from './en/usage.ts';
import { welcome, modelGuide } from './en/welcome.ts';

/** The English catalogue; the other languages have exactly its keys. */
export const en = {
  app,
  nav,
  connection,
  status,
  theme,
  language,
  common,
  signIn,
  shortcuts,
  sessions,
  search,
  chat,
  outgoing,
  composer,
  commands,
  tools,
  markdown,
  pictures,
  welcome,
  modelGuide,
  approvals,
  notices,
  channelState,
  errors,
  overview,
  inspect,
  agentsPage,
  channelsPage,
  routing,
  peoplePage,
  toolsPage,
  schedulesPage,
  memoryPage,
  usage,
  logs,
  config,
  doctor,
  settings,
  setup,
  editing,
  editor,
  palette,
} as const;
