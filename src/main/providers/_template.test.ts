import { createParrot } from './_template.ts';
import { describeProvider } from './contract-suite.ts';
import { echoSpec, makeProviderDeps, makeRequest } from './testing/provider-fixtures.ts';

describeProvider('the template', () => {
  const { heard, ...deps } = makeProviderDeps();
  const provider = createParrot(deps);
  return {
    provider,
    ...heard,
    text: makeRequest('one two three four'),
    oneTool: makeRequest('please', { tools: [echoSpec] }),
    manyTools: makeRequest('please', { tools: [echoSpec, { ...echoSpec, name: 'second' }] }),
    failing: { request: makeRequest(''), code: 'PROVIDER_ANSWER_EMPTY' },
    close: () => provider.close(),
  };
});
