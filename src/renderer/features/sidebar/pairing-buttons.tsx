import { useTranslation } from 'react-i18next';
import type { PairingRequest } from '../../../shared/protocol/people.ts';
import { Button } from '../../ui/button.tsx';
import { usePairing } from './use-pairing.ts';

/** Lets a stranger in or turns them down, wherever they are told of. */
export function PairingButtons({ request }: { readonly request: PairingRequest }) {
  const { t } = useTranslation();
  const { isBusy, approve, reject } = usePairing(request);
  return (
    <>
      <Button size="small" look="primary" disabled={isBusy} onClick={approve}>
        {t('notices.approve')}
      </Button>
      <Button size="small" disabled={isBusy} onClick={reject}>
        {t('notices.reject')}
      </Button>
    </>
  );
}
