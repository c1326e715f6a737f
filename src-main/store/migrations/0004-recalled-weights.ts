/** Which weights of a sheet came with a known vehicle; of the sheets before nobody knows. */
export const recalledWeights = /* sql */ `
ALTER TABLE declaration ADD COLUMN recalled_weights TEXT NOT NULL DEFAULT '[]';
`;
