// Written by Scripts/embed-definitions.sh: the definitions in Schemas/nexus/proposal.
#include "definition_table.h"

static const unsigned char SOURCE[] = {
#embed "../../../Schemas/nexus/proposal/SOURCE.txt"
};

static const unsigned char NXxas_new[] = {
#embed "../../../Schemas/nexus/proposal/applications/NXxas_new.nxdl.xml"
};

static const unsigned char NXedge[] = {
#embed "../../../Schemas/nexus/proposal/base_classes/NXedge.nxdl.xml"
};

static const unsigned char NXelement[] = {
#embed "../../../Schemas/nexus/proposal/base_classes/NXelement.nxdl.xml"
};

static const unsigned char NXemission_line[] = {
#embed "../../../Schemas/nexus/proposal/base_classes/NXemission_line.nxdl.xml"
};

static const unsigned char NXxas_mode[] = {
#embed "../../../Schemas/nexus/proposal/base_classes/NXxas_mode.nxdl.xml"
};

const embedded_schema proposal_definitions[] = {
    {"SOURCE.txt", SOURCE, sizeof SOURCE},
    {"applications/NXxas_new.nxdl.xml", NXxas_new, sizeof NXxas_new},
    {"base_classes/NXedge.nxdl.xml", NXedge, sizeof NXedge},
    {"base_classes/NXelement.nxdl.xml", NXelement, sizeof NXelement},
    {"base_classes/NXemission_line.nxdl.xml", NXemission_line, sizeof NXemission_line},
    {"base_classes/NXxas_mode.nxdl.xml", NXxas_mode, sizeof NXxas_mode},
};

const size_t proposal_definition_count = sizeof proposal_definitions / sizeof proposal_definitions[0];
