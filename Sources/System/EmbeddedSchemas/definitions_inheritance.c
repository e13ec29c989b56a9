// Written by Scripts/embed-definitions.sh: the definitions in Schemas/nexus/inheritance.
#include "definition_table.h"

static const unsigned char SOURCE[] = {
#embed "../../../Schemas/nexus/inheritance/SOURCE.txt"
};

static const unsigned char NXxas_new[] = {
#embed "../../../Schemas/nexus/inheritance/applications/NXxas_new.nxdl.xml"
};

static const unsigned char NXxas_tfy[] = {
#embed "../../../Schemas/nexus/inheritance/applications/NXxas_tfy.nxdl.xml"
};

static const unsigned char NXxas_trans[] = {
#embed "../../../Schemas/nexus/inheritance/applications/NXxas_trans.nxdl.xml"
};

static const unsigned char NXedge[] = {
#embed "../../../Schemas/nexus/inheritance/base_classes/NXedge.nxdl.xml"
};

static const unsigned char NXelement[] = {
#embed "../../../Schemas/nexus/inheritance/base_classes/NXelement.nxdl.xml"
};

static const unsigned char NXxas_mode[] = {
#embed "../../../Schemas/nexus/inheritance/base_classes/NXxas_mode.nxdl.xml"
};

const embedded_schema inheritance_definitions[] = {
    {"SOURCE.txt", SOURCE, sizeof SOURCE},
    {"applications/NXxas_new.nxdl.xml", NXxas_new, sizeof NXxas_new},
    {"applications/NXxas_tfy.nxdl.xml", NXxas_tfy, sizeof NXxas_tfy},
    {"applications/NXxas_trans.nxdl.xml", NXxas_trans, sizeof NXxas_trans},
    {"base_classes/NXedge.nxdl.xml", NXedge, sizeof NXedge},
    {"base_classes/NXelement.nxdl.xml", NXelement, sizeof NXelement},
    {"base_classes/NXxas_mode.nxdl.xml", NXxas_mode, sizeof NXxas_mode},
};

const size_t inheritance_definition_count = sizeof inheritance_definitions / sizeof inheritance_definitions[0];
