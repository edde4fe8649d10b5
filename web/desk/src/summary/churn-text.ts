import type { Translate } from '@crm/shared/i18n.tsx';
import type { Alert, ChurnData } from '@crm/shared/model.ts';

/** Who is about to be lost, from whom, and what is still open with them; null for any other alert. */
export function churnText(alert: Alert, t: Translate): string | null {
  if (alert.kind !== 'contact-lost' && alert.kind !== 'contact-removed-by-member') return null;
  const data = alert.data as ChurnData | null | undefined;
  if (!data) return null;
  return t(alert.kind === 'contact-lost' ? 'alerts.contactLost' : 'alerts.contactRemoved', {
    customer: data.customerName || t('customer.noName'), member: data.memberName ?? data.member, leads: data.leads.length, callbacks: data.callbacks.length,
  });
}
