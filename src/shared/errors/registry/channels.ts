import { defineErrors } from '../spec.ts';

export const channelErrors = defineErrors({
  NODE_AWAY: {
    kind: 'unreachable',
    message: 'The node {node} that runs this channel is not connected.',
    hint: 'Start "openclaw node" on that machine, or look there why it cannot connect.',
  },
  NODE_REPLACED: {
    kind: 'conflict',
    message: 'A newer connection of the node {node} has taken over.',
    hint: 'Make sure that only one machine runs under this name.',
  },
  NODE_HELLO_FIRST: {
    kind: 'invalid',
    message: 'A node must say node.hello before {method}.',
    hint: 'Call node.hello on this connection first.',
  },
  HOST_CRASHED: {
    kind: 'internal',
    message: 'The channel host ended by itself ({reason}).',
    hint: 'It is started again; look at the log for the lines before this moment.',
  },
  SPOOL_FULL: {
    kind: 'limited',
    message: 'The gateway is away and the spool of this node is full ({count} messages).',
    hint: 'Nothing is lost: the messenger keeps what comes now. Bring the gateway back.',
  },
  FILE_SPOOL_FULL: {
    kind: 'limited',
    message: 'This node keeps {count} files already that wait for the gateway.',
    hint: 'Messages go on without their pictures. Bring the gateway back.',
  },
  FILE_BROKEN: {
    kind: 'invalid',
    message: 'The file {hash} did not arrive as it was named.',
    hint: 'This is a defect of the node; use the same version of OpenClaw there and on the gateway.',
  },
  CHANNEL_TYPE_UNKNOWN: {
    kind: 'invalid',
    message: 'This node does not know the messenger "{type}".',
    hint: 'Use the same version of OpenClaw on the node and on the gateway.',
  },
  CHANNEL_SETTINGS_INVALID: {
    kind: 'invalid',
    message: 'The settings of the channel are not valid at {path}: {reason}',
    hint: 'Correct the entry in the configuration; saving applies it.',
  },
  CHANNEL_UNKNOWN: {
    kind: 'missing',
    message: 'There is no channel "{channel}".',
    hint: 'Look at the list of channels; it may have been renamed or deleted.',
  },
  CHANNEL_NAME_TAKEN: {
    kind: 'conflict',
    message: 'The name "{channel}" is taken: {reason}.',
    hint: 'Choose another name.',
  },
  CHANNEL_BUSY: {
    kind: 'conflict',
    message: 'An answer is being written in {count} conversations of "{channel}".',
    hint: 'Wait until it is there, or stop it, then rename the channel.',
  },
  CHANNEL_OFF: {
    kind: 'refused',
    message: 'The channel "{channel}" is switched off.',
    hint: 'Switch it on; that starts it.',
  },
  CHANNEL_NOT_HOSTED: {
    kind: 'refused',
    message: 'The channel "{channel}" is part of the gateway and has no connection of its own.',
    hint: 'There is nothing to restart or to check.',
  },
  CHANNEL_CHECK_LATE: {
    kind: 'unreachable',
    message: 'The messenger did not answer within {seconds} seconds.',
    hint: 'Check the network of this machine and the address of the server, then try again.',
  },
  CHANNEL_CHECK_FAILED: {
    kind: 'internal',
    message: 'The check ended without an answer ({reason}).',
    hint: 'Try again; if it comes back, look at the log.',
  },
  CHANNEL_FAILED: {
    kind: 'internal',
    message: 'The channel stopped working: {reason}',
    hint: 'It is started again by itself. If it comes back, look at the log and report it.',
  },
  CHANNEL_ENVELOPE_INVALID: {
    kind: 'invalid',
    message: 'The channel handed on a message that is not valid at {path}: {reason}',
    hint: 'This is a defect of the channel; report it with the lines of the log.',
  },
  TELEGRAM_TOKEN_REFUSED: {
    kind: 'refused',
    message: 'Telegram does not accept the bot token.',
    hint: 'Take the token from @BotFather again and save it; "/revoke" there makes old ones useless.',
  },
  TELEGRAM_CONFLICT: {
    kind: 'conflict',
    message: 'Another program fetches the messages of this bot.',
    hint: 'Stop the other program, or give this one a bot of its own; it goes on by itself then.',
  },
  TELEGRAM_WEBHOOK: {
    kind: 'conflict',
    message: 'A webhook is set for this bot, so Telegram sends its messages elsewhere.',
    hint: 'Take the webhook away with deleteWebhook, or use a bot of its own.',
  },
  TELEGRAM_LIMITED: {
    kind: 'limited',
    message: 'Telegram asks for a pause of {seconds} seconds.',
    hint: 'It goes on by itself.',
  },
  TELEGRAM_UNREACHABLE: {
    kind: 'unreachable',
    message: 'Telegram cannot be reached: {reason}',
    hint: 'Check the network of this machine; it goes on by itself.',
  },
});
