import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../state/app-context.ts';
import { IconButton } from '../../ui/icon-button.tsx';

const confirmedMs = 1_600;

interface CopyButtonProps {
  readonly label: string;
  /** What to copy, read when it is pressed. */
  readonly read: () => string;
}

/** Copies a text and says so for a moment. */
export function CopyButton({ label, read }: CopyButtonProps) {
  const { t } = useTranslation();
  const { toasts } = useApp();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), confirmedMs);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(read());
      setCopied(true);
    } catch {
      toasts.show({ tone: 'bad', text: t('chat.copyFailed') });
    }
  };

  return (
    <IconButton
      size="small"
      label={isCopied ? t('chat.copied') : label}
      icon={isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      onClick={() => void copy()}
    />
  );
}
