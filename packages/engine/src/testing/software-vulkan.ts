import { existsSync } from 'node:fs';

const folder = '/usr/lib/chromium';
const driver = `${folder}/vk_swiftshader_icd.json`;

/** Debian's chromium brings a Vulkan driver that computes on the CPU, and the library that loads it. */
export const hasSoftwareVulkan = existsSync(driver);

/** The environment of a process that is to find this driver and no other. */
export const softwareVulkan = { VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: folder };
