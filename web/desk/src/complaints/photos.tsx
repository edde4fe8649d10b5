import { useT } from '@crm/shared/i18n.tsx';
import type { Complaint } from '@crm/shared/model.ts';
import { Image } from 'antd';
import { useComplaintPhotos } from '../data/complaints.ts';

/** Pictures the customer sent with it; nothing where there are none. */
export function Photos({ complaint }: { complaint: Complaint }) {
  const t = useT();
  const photos = useComplaintPhotos(complaint);
  if (photos.length === 0) return null;
  return (
    <Image.PreviewGroup>
      <div className="row wrap">
        {photos.map((id, at) => <Image key={id} src={`/api/v1/media/${id}`} alt={`${t('complaint.photo')} ${at + 1}`} width={72} height={72} style={{ objectFit: 'cover' }} loading="lazy" />)}
      </div>
    </Image.PreviewGroup>
  );
}
