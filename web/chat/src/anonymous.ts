const eMail = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
/** Eight digits or more, however they are grouped; a year, a price or a mileage stays. */
const number = /(?<![A-Za-z0-9])\+?\d(?:[\s().-]?\d){7,}(?![A-Za-z0-9])/g;
const vin = /(?<![A-Z0-9])(?=[A-Z]*\d)[A-HJ-NPR-Z0-9]{17}(?![A-Z0-9])/gi;

/** Who did not agree asks anonymously: what would name a person does not leave the page. */
export function withoutDetails(text: string): string {
  return text.replace(eMail, '***').replace(vin, '***').replace(number, '***');
}
