import { defineErrors } from '../spec.ts';

/** Everything that can go wrong between us and a model. No entry ever carries a key. */
export const providerErrors = defineErrors({
  MODEL_NAME_INVALID: {
    kind: 'invalid',
    message: '"{model}" is not the name of a model.',
    hint: 'Write it as provider/model, such as openai/gpt-5.',
  },
  PROVIDER_UNKNOWN: {
    kind: 'missing',
    message: 'There is no provider "{provider}", which {model} names.',
    hint: 'Add it under models.providers. Known are {known}.',
  },
  PROVIDER_KEY_MISSING: {
    kind: 'refused',
    message: 'For {provider} there is no key.',
    hint: 'Set {variable} where OpenClaw is started or in the file .env of its state directory.',
  },
  PROVIDER_ADDRESS_MISSING: {
    kind: 'missing',
    message: 'The provider "{provider}" has no address.',
    hint: 'Set models.providers.{provider}.baseUrl, such as "http://127.0.0.1:11434/v1".',
  },
  PROVIDER_ADDRESS_INVALID: {
    kind: 'invalid',
    message: 'The address of the provider "{provider}" is not usable: {reason}',
    hint: 'Set models.providers.{provider}.baseUrl to an http or https address, such as "http://127.0.0.1:11434/v1".',
  },
  PROVIDER_KEY_UNUSABLE: {
    kind: 'invalid',
    message: 'The key of {provider} holds characters that cannot be sent (model {model}).',
    hint: 'Copy the key again; it is one line of plain letters, digits and signs.',
  },
  PROVIDER_KEY_REFUSED: {
    kind: 'refused',
    message: '{provider} does not accept the key (status {status}, model {model}).',
    hint: 'Check the key of models.providers.{provider}, or the environment variable it comes from.',
  },
  PROVIDER_ACCESS_REFUSED: {
    kind: 'refused',
    message: '{provider} refuses {model} (status {status}){reason}',
    hint: 'The key is known there but may not do this: check the rights and the region of the account.',
  },
  PROVIDER_QUOTA_SPENT: {
    kind: 'refused',
    message: 'The account at {provider} has no credit left (status {status}, model {model}).',
    hint: 'Look at the billing page of the provider, or choose another model.',
  },
  PROVIDER_MODEL_MISSING: {
    kind: 'missing',
    message: '{provider} has no model {model} (status {status}).',
    hint: 'Choose one of its list; a local server may have to load it first.',
  },
  PROVIDER_MODEL_NOT_PULLED: {
    kind: 'missing',
    message: '{provider} has not pulled the model {model}.',
    hint: 'Run: ollama pull {model}',
  },
  PROVIDER_OLLAMA_AWAY: {
    kind: 'unreachable',
    message: 'No Ollama answers at {address} for {model}: {reason}',
    hint: 'Start it with "ollama serve" or its app; models.providers.{provider}.baseUrl says where it is.',
  },
  PROVIDER_NO_EMBEDDINGS: {
    kind: 'invalid',
    message: '{provider} makes no embeddings (asked for {model}).',
    hint: 'Choose an embedding model of openai, google, ollama or an openai-compatible server.',
  },
  PROVIDER_ENDPOINT_MISSING: {
    kind: 'missing',
    message: '{provider} has nothing at {address} (status {status}, model {model}).',
    hint: 'Check models.providers.{provider}.baseUrl; it usually ends in /v1.',
  },
  PROVIDER_LIMITED: {
    kind: 'limited',
    message: '{provider} has had too many requests for {model} (status {status}).',
    hint: 'It can be asked again in a while; a fallback model answers meanwhile.',
  },
  PROVIDER_COOLING_DOWN: {
    kind: 'limited',
    message: '{provider} asked to be left alone; {model} is asked again in {seconds} s.',
    hint: 'Wait, choose another model, or clear the pause.',
  },
  PROVIDER_CONTEXT_TOO_LONG: {
    kind: 'invalid',
    message: 'The conversation is too long for {model} of {provider} (status {status}){reason}',
    hint: 'Set contextTokens of the agent to what the model takes, or begin a new conversation.',
  },
  PROVIDER_REQUEST_INVALID: {
    kind: 'invalid',
    message: '{provider} does not accept the request for {model} (status {status}){reason}',
    hint: 'The server may not know all of the protocol: check its version and the settings of the agent.',
  },
  PROVIDER_FAILED: {
    kind: 'unreachable',
    message: '{provider} failed while answering as {model} (status {status}){reason}',
    hint: 'The fault is on its side: try again, or choose another model.',
  },
  PROVIDER_UNREACHABLE: {
    kind: 'unreachable',
    message: '{provider} cannot be reached at {address} for {model}: {reason}',
    hint: 'Check the address and the network; a local server has to be running.',
  },
  PROVIDER_CERTIFICATE_REFUSED: {
    kind: 'refused',
    message: 'The certificate of {provider} at {address} is not trusted: {reason}',
    hint: 'Check the address and the clock of this machine; a private authority goes into NODE_EXTRA_CA_CERTS.',
  },
  PROVIDER_LINE_BROKEN: {
    kind: 'unreachable',
    message: 'The line to {provider} broke while {model} was answering: {reason}',
    hint: 'Try again.',
  },
  PROVIDER_SILENT: {
    kind: 'unreachable',
    message: '{provider} sent nothing within {seconds} s after {model} was asked.',
    hint: 'Try again; for a slow server raise models.providers.{provider}.attemptTimeoutSeconds.',
  },
  PROVIDER_STALLED: {
    kind: 'unreachable',
    message:
      '{provider} stopped in the middle of an answer of {model} and sent nothing for {seconds} s.',
    hint: 'Try again; for a slow server raise models.providers.{provider}.chunkTimeoutSeconds.',
  },
  PROVIDER_ANSWER_CUT: {
    kind: 'unreachable',
    message: 'The answer of {model} of {provider} ended without its end mark.',
    hint: 'Try again; if it always happens, a proxy in between may cut long answers.',
  },
  PROVIDER_ANSWER_EMPTY: {
    kind: 'unreachable',
    message: '{provider} closed the stream of {model} without sending anything.',
    hint: 'Try again; if it always happens, look at the log of the server.',
  },
  PROVIDER_ANSWER_NOT_STREAM: {
    kind: 'invalid',
    message:
      '{provider} answered with {contentType} instead of a stream (status {status}, model {model}).',
    hint: 'Check models.providers.{provider}.baseUrl: this looks like a web page, not a model server.',
  },
  PROVIDER_ANSWER_MALFORMED: {
    kind: 'unreachable',
    message: '{provider} sent something unreadable in the answer of {model}: {reason}',
    hint: 'Try again; if it always happens, the server does not speak the protocol it is configured for.',
  },
  PROVIDER_ANSWER_TOO_LARGE: {
    kind: 'invalid',
    message: 'The answer of {model} of {provider} is larger than {limit} {unit}.',
    hint: 'Ask for less; maxOutputTokens of the agent bounds answers.',
  },
  PROVIDER_REDIRECTED: {
    kind: 'invalid',
    message: '{provider} points from {address} to another address (status {status}).',
    hint: 'Put the new address into models.providers.{provider}.baseUrl; keys are not sent along redirects.',
  },
});
