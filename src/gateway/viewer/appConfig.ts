/**
 * Writes the configuration that OHIF loads before itself: one data source, the gateway the page came from, and what to do when it refuses. It reaches no
 * other host, and takes no data source, configuration or customization from the address bar.
 *
 * @see https://docs.ohif.org/configuration/configurationFiles
 */
export function renderAppConfig(): string {
  return `window.config = ${JSON.stringify(config, null, 2)};
// OHIF tells of each request that failed. A session that is over leads back to signing in; everything else stays on its page.
// The page it was asked on counts, not the one that OHIF turns to meanwhile.
let isLeaving = false;
window.config.httpErrorHandler = (error) => {
  if (error?.status !== 401 || isLeaving) return;
  isLeaving = true;
  location.assign("/sign-in?next=" + encodeURIComponent(location.pathname + location.search));
};
import("/fiducial/refusal.js");
`;
}

const config = {
  name: "Fiducial",
  routerBasename: "/",
  extensions: [],
  modes: [],
  showStudyList: true,
  maxNumberOfWebWorkers: 3,
  showWarningMessageForCrossOrigin: false,
  showCPUFallbackMessage: false,
  strictZSpacingForVolumeViewport: true,
  investigationalUseDialog: { option: "never" },
  defaultDataSourceName: "fiducial",
  dataSources: [
    {
      namespace: "@ohif/extension-default.dataSourcesModule.dicomweb",
      sourceName: "fiducial",
      configuration: {
        friendlyName: "The archive behind the gateway",
        name: "fiducial",
        qidoRoot: "/dicom-web",
        wadoRoot: "/dicom-web",
        qidoSupportsIncludeField: true,
        supportsFuzzyMatching: false,
        supportsWildcard: true,
        imageRendering: "wadors",
        thumbnailRendering: "wadors",
        enableStudyLazyLoad: true,
        omitQuotationForMultipartRequest: true,
        bulkDataURI: { enabled: true },
      },
    },
  ],
};
