import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './model-guide.module.css';

const keyExample = 'OPENAI_API_KEY=… openclaw gateway\nMISTRAL_API_KEY=… openclaw gateway';
const ollamaExample = 'ollama pull llama3.2';
const configExample = `{
  models: { providers: { local: {
    api: "openai-compatible",
    baseUrl: "http://127.0.0.1:8000/v1",
    apiKey: "$LOCAL_KEY",
  } } },
  agents: { assistant: { model: "local/my-model" } },
}`;

/** How to get a real model: three ways, with what to type. */
export function ModelGuide({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('modelGuide.title')} closeLabel={t('modelGuide.close')} onClose={onClose}>
      <div className={styles['guide']}>
        <p>{t('modelGuide.intro')}</p>
        <Way title={t('modelGuide.key')} body={t('modelGuide.keyBody')} example={keyExample} />
        <Way
          title={t('modelGuide.ollama')}
          body={t('modelGuide.ollamaBody')}
          example={ollamaExample}
        />
        <Way
          title={t('modelGuide.config')}
          body={t('modelGuide.configBody')}
          example={configExample}
        />
        <p>{t('modelGuide.after')}</p>
      </div>
    </Dialog>
  );
}

interface WayProps {
  readonly title: string;
  readonly body: string;
  readonly example: string;
}

function Way({ title, body, example }: WayProps) {
  return (
    <section>
      <h3 className={styles['title']}>{title}</h3>
      <p className={styles['body']}>{body}</p>
      <pre className={styles['example']} tabIndex={0} role="region" aria-label={title}>
        {example}
      </pre>
    </section>
  );
}
