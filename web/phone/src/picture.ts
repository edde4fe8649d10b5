/** A small photo-like picture, as a customer would send one: sky, road and a car. */
export function drawPicture(): Promise<Blob> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [240, 160];
  const paint = canvas.getContext('2d');
  const box = (colour: string, x: number, y: number, width: number, height: number) => {
    if (!paint) return;
    paint.fillStyle = colour;
    paint.fillRect(x, y, width, height);
  };
  box(`hsl(${Math.floor(Math.random() * 60) + 180} 60% 80%)`, 0, 0, 240, 110);
  box('#777', 0, 110, 240, 50);
  box(`hsl(${Math.floor(Math.random() * 360)} 60% 45%)`, 50, 84, 140, 34);
  box('#dfe9f0', 80, 62, 76, 24);
  for (const x of [72, 146]) box('#222', x, 108, 24, 20);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture came out.'))), 'image/png'));
}
