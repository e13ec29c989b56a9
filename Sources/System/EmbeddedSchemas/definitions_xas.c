// Written by Scripts/embed-definitions.sh: the definitions in Schemas/nexus/xas.
#include "definition_table.h"

static const unsigned char NXDL_VERSION[] = {
#embed "../../../Schemas/nexus/xas/NXDL_VERSION"
};

static const unsigned char SOURCE[] = {
#embed "../../../Schemas/nexus/xas/SOURCE.txt"
};

static const unsigned char NXxas[] = {
#embed "../../../Schemas/nexus/xas/applications/NXxas.nxdl.xml"
};

static const unsigned char NXxas_herfd[] = {
#embed "../../../Schemas/nexus/xas/applications/NXxas_herfd.nxdl.xml"
};

static const unsigned char NXxas_pey[] = {
#embed "../../../Schemas/nexus/xas/applications/NXxas_pey.nxdl.xml"
};

static const unsigned char NXxas_pfy[] = {
#embed "../../../Schemas/nexus/xas/applications/NXxas_pfy.nxdl.xml"
};

static const unsigned char NXxas_tey[] = {
#embed "../../../Schemas/nexus/xas/applications/NXxas_tey.nxdl.xml"
};

static const unsigned char NXxas_tfy[] = {
#embed "../../../Schemas/nexus/xas/applications/NXxas_tfy.nxdl.xml"
};

static const unsigned char NXxas_trans[] = {
#embed "../../../Schemas/nexus/xas/applications/NXxas_trans.nxdl.xml"
};

static const unsigned char NXabsorption_edge[] = {
#embed "../../../Schemas/nexus/xas/base_classes/NXabsorption_edge.nxdl.xml"
};

static const unsigned char NXactuator[] = {
#embed "../../../Schemas/nexus/xas/base_classes/NXactuator.nxdl.xml"
};

static const unsigned char NXatom[] = {
#embed "../../../Schemas/nexus/xas/base_classes/NXatom.nxdl.xml"
};

static const unsigned char NXcomponent[] = {
#embed "../../../Schemas/nexus/xas/base_classes/NXcomponent.nxdl.xml"
};

static const unsigned char NXcoordinate_system[] = {
#embed "../../../Schemas/nexus/xas/base_classes/NXcoordinate_system.nxdl.xml"
};

static const unsigned char NXdata[] = {
#embed "../../../Schemas/nexus/xas/base_classes/NXdata.nxdl.xml"
};

static const unsigned char NXelement[] = {
#embed "../../../Schemas/nexus/xas/base_classes/NXelement.nxdl.xml"
};

static const unsigned char NXemission_line[] = {
#embed "../../../Schemas/nexus/xas/base_classes/NXemission_line.nxdl.xml"
};

static const unsigned char NXentry[] = {
#embed "../../../Schemas/nexus/xas/base_classes/NXentry.nxdl.xml"
};

static const unsigned char NXinstrument[] = {
#embed "../../../Schemas/nexus/xas/base_classes/NXinstrument.nxdl.xml"
};

static const unsigned char NXmonochromator[] = {
#embed "../../../Schemas/nexus/xas/base_classes/NXmonochromator.nxdl.xml"
};

static const unsigned char NXpositioner[] = {
#embed "../../../Schemas/nexus/xas/base_classes/NXpositioner.nxdl.xml"
};

static const unsigned char NXroot[] = {
#embed "../../../Schemas/nexus/xas/base_classes/NXroot.nxdl.xml"
};

static const unsigned char NXsensor[] = {
#embed "../../../Schemas/nexus/xas/base_classes/NXsensor.nxdl.xml"
};

const embedded_schema xas_definitions[] = {
    {"NXDL_VERSION", NXDL_VERSION, sizeof NXDL_VERSION},
    {"SOURCE.txt", SOURCE, sizeof SOURCE},
    {"applications/NXxas.nxdl.xml", NXxas, sizeof NXxas},
    {"applications/NXxas_herfd.nxdl.xml", NXxas_herfd, sizeof NXxas_herfd},
    {"applications/NXxas_pey.nxdl.xml", NXxas_pey, sizeof NXxas_pey},
    {"applications/NXxas_pfy.nxdl.xml", NXxas_pfy, sizeof NXxas_pfy},
    {"applications/NXxas_tey.nxdl.xml", NXxas_tey, sizeof NXxas_tey},
    {"applications/NXxas_tfy.nxdl.xml", NXxas_tfy, sizeof NXxas_tfy},
    {"applications/NXxas_trans.nxdl.xml", NXxas_trans, sizeof NXxas_trans},
    {"base_classes/NXabsorption_edge.nxdl.xml", NXabsorption_edge, sizeof NXabsorption_edge},
    {"base_classes/NXactuator.nxdl.xml", NXactuator, sizeof NXactuator},
    {"base_classes/NXatom.nxdl.xml", NXatom, sizeof NXatom},
    {"base_classes/NXcomponent.nxdl.xml", NXcomponent, sizeof NXcomponent},
    {"base_classes/NXcoordinate_system.nxdl.xml", NXcoordinate_system, sizeof NXcoordinate_system},
    {"base_classes/NXdata.nxdl.xml", NXdata, sizeof NXdata},
    {"base_classes/NXelement.nxdl.xml", NXelement, sizeof NXelement},
    {"base_classes/NXemission_line.nxdl.xml", NXemission_line, sizeof NXemission_line},
    {"base_classes/NXentry.nxdl.xml", NXentry, sizeof NXentry},
    {"base_classes/NXinstrument.nxdl.xml", NXinstrument, sizeof NXinstrument},
    {"base_classes/NXmonochromator.nxdl.xml", NXmonochromator, sizeof NXmonochromator},
    {"base_classes/NXpositioner.nxdl.xml", NXpositioner, sizeof NXpositioner},
    {"base_classes/NXroot.nxdl.xml", NXroot, sizeof NXroot},
    {"base_classes/NXsensor.nxdl.xml", NXsensor, sizeof NXsensor},
};

const size_t xas_definition_count = sizeof xas_definitions / sizeof xas_definitions[0];
