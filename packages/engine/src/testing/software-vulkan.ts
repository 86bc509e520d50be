import { existsSync } from 'node:fs';

const folder = '/usr/lib/chromium';
const driver = `${folder}/vk_swiftshader_icd.json`;

/** Whether Debian's chromium is installed, which contains a Vulkan driver that computes on the CPU and its loader. */
export const hasSoftwareVulkan = existsSync(driver);

/** Environment of a process that finds only this driver. */
export const softwareVulkan = { VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: folder };
