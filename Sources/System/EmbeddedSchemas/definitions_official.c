// Written by Scripts/embed-definitions.sh: the definitions in Schemas/nexus/official.
#include "definition_table.h"

static const unsigned char NXDL_VERSION[] = {
#embed "../../../Schemas/nexus/official/NXDL_VERSION"
};

static const unsigned char SOURCE[] = {
#embed "../../../Schemas/nexus/official/SOURCE.txt"
};

static const unsigned char NXxas[] = {
#embed "../../../Schemas/nexus/official/applications/NXxas.nxdl.xml"
};

static const unsigned char NXxasproc[] = {
#embed "../../../Schemas/nexus/official/applications/NXxasproc.nxdl.xml"
};

static const unsigned char NXactivity[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXactivity.nxdl.xml"
};

static const unsigned char NXactuator[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXactuator.nxdl.xml"
};

static const unsigned char NXaperture[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXaperture.nxdl.xml"
};

static const unsigned char NXatom[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXatom.nxdl.xml"
};

static const unsigned char NXattenuator[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXattenuator.nxdl.xml"
};

static const unsigned char NXbeam[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXbeam.nxdl.xml"
};

static const unsigned char NXbeam_stop[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXbeam_stop.nxdl.xml"
};

static const unsigned char NXbending_magnet[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXbending_magnet.nxdl.xml"
};

static const unsigned char NXcalibration[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXcalibration.nxdl.xml"
};

static const unsigned char NXcapillary[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXcapillary.nxdl.xml"
};

static const unsigned char NXcollection[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXcollection.nxdl.xml"
};

static const unsigned char NXcollimator[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXcollimator.nxdl.xml"
};

static const unsigned char NXcomponent[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXcomponent.nxdl.xml"
};

static const unsigned char NXcoordinate_system[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXcoordinate_system.nxdl.xml"
};

static const unsigned char NXcrystal[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXcrystal.nxdl.xml"
};

static const unsigned char NXcylindrical_geometry[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXcylindrical_geometry.nxdl.xml"
};

static const unsigned char NXdata[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXdata.nxdl.xml"
};

static const unsigned char NXdeflector[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXdeflector.nxdl.xml"
};

static const unsigned char NXdetector[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXdetector.nxdl.xml"
};

static const unsigned char NXdetector_channel[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXdetector_channel.nxdl.xml"
};

static const unsigned char NXdetector_group[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXdetector_group.nxdl.xml"
};

static const unsigned char NXdetector_module[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXdetector_module.nxdl.xml"
};

static const unsigned char NXdisk_chopper[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXdisk_chopper.nxdl.xml"
};

static const unsigned char NXelectromagnetic_lens[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXelectromagnetic_lens.nxdl.xml"
};

static const unsigned char NXentry[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXentry.nxdl.xml"
};

static const unsigned char NXenvironment[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXenvironment.nxdl.xml"
};

static const unsigned char NXevent_data[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXevent_data.nxdl.xml"
};

static const unsigned char NXfabrication[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXfabrication.nxdl.xml"
};

static const unsigned char NXfermi_chopper[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXfermi_chopper.nxdl.xml"
};

static const unsigned char NXfilter[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXfilter.nxdl.xml"
};

static const unsigned char NXflipper[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXflipper.nxdl.xml"
};

static const unsigned char NXfresnel_zone_plate[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXfresnel_zone_plate.nxdl.xml"
};

static const unsigned char NXgeometry[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXgeometry.nxdl.xml"
};

static const unsigned char NXgrating[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXgrating.nxdl.xml"
};

static const unsigned char NXguide[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXguide.nxdl.xml"
};

static const unsigned char NXhistory[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXhistory.nxdl.xml"
};

static const unsigned char NXinsertion_device[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXinsertion_device.nxdl.xml"
};

static const unsigned char NXinstrument[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXinstrument.nxdl.xml"
};

static const unsigned char NXlog[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXlog.nxdl.xml"
};

static const unsigned char NXmirror[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXmirror.nxdl.xml"
};

static const unsigned char NXmoderator[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXmoderator.nxdl.xml"
};

static const unsigned char NXmonitor[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXmonitor.nxdl.xml"
};

static const unsigned char NXmonochromator[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXmonochromator.nxdl.xml"
};

static const unsigned char NXnote[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXnote.nxdl.xml"
};

static const unsigned char NXobject[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXobject.nxdl.xml"
};

static const unsigned char NXoff_geometry[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXoff_geometry.nxdl.xml"
};

static const unsigned char NXorientation[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXorientation.nxdl.xml"
};

static const unsigned char NXparameters[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXparameters.nxdl.xml"
};

static const unsigned char NXpid_controller[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXpid_controller.nxdl.xml"
};

static const unsigned char NXpinhole[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXpinhole.nxdl.xml"
};

static const unsigned char NXpolarizer[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXpolarizer.nxdl.xml"
};

static const unsigned char NXpositioner[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXpositioner.nxdl.xml"
};

static const unsigned char NXprocess[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXprocess.nxdl.xml"
};

static const unsigned char NXprogram[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXprogram.nxdl.xml"
};

static const unsigned char NXroot[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXroot.nxdl.xml"
};

static const unsigned char NXsample[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXsample.nxdl.xml"
};

static const unsigned char NXsample_component[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXsample_component.nxdl.xml"
};

static const unsigned char NXsensor[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXsensor.nxdl.xml"
};

static const unsigned char NXshape[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXshape.nxdl.xml"
};

static const unsigned char NXslit[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXslit.nxdl.xml"
};

static const unsigned char NXsource[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXsource.nxdl.xml"
};

static const unsigned char NXsubentry[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXsubentry.nxdl.xml"
};

static const unsigned char NXtransformations[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXtransformations.nxdl.xml"
};

static const unsigned char NXtranslation[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXtranslation.nxdl.xml"
};

static const unsigned char NXuser[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXuser.nxdl.xml"
};

static const unsigned char NXvelocity_selector[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXvelocity_selector.nxdl.xml"
};

static const unsigned char NXxraylens[] = {
#embed "../../../Schemas/nexus/official/base_classes/NXxraylens.nxdl.xml"
};

const embedded_schema official_definitions[] = {
    {"NXDL_VERSION", NXDL_VERSION, sizeof NXDL_VERSION},
    {"SOURCE.txt", SOURCE, sizeof SOURCE},
    {"applications/NXxas.nxdl.xml", NXxas, sizeof NXxas},
    {"applications/NXxasproc.nxdl.xml", NXxasproc, sizeof NXxasproc},
    {"base_classes/NXactivity.nxdl.xml", NXactivity, sizeof NXactivity},
    {"base_classes/NXactuator.nxdl.xml", NXactuator, sizeof NXactuator},
    {"base_classes/NXaperture.nxdl.xml", NXaperture, sizeof NXaperture},
    {"base_classes/NXatom.nxdl.xml", NXatom, sizeof NXatom},
    {"base_classes/NXattenuator.nxdl.xml", NXattenuator, sizeof NXattenuator},
    {"base_classes/NXbeam.nxdl.xml", NXbeam, sizeof NXbeam},
    {"base_classes/NXbeam_stop.nxdl.xml", NXbeam_stop, sizeof NXbeam_stop},
    {"base_classes/NXbending_magnet.nxdl.xml", NXbending_magnet, sizeof NXbending_magnet},
    {"base_classes/NXcalibration.nxdl.xml", NXcalibration, sizeof NXcalibration},
    {"base_classes/NXcapillary.nxdl.xml", NXcapillary, sizeof NXcapillary},
    {"base_classes/NXcollection.nxdl.xml", NXcollection, sizeof NXcollection},
    {"base_classes/NXcollimator.nxdl.xml", NXcollimator, sizeof NXcollimator},
    {"base_classes/NXcomponent.nxdl.xml", NXcomponent, sizeof NXcomponent},
    {"base_classes/NXcoordinate_system.nxdl.xml", NXcoordinate_system, sizeof NXcoordinate_system},
    {"base_classes/NXcrystal.nxdl.xml", NXcrystal, sizeof NXcrystal},
    {"base_classes/NXcylindrical_geometry.nxdl.xml", NXcylindrical_geometry, sizeof NXcylindrical_geometry},
    {"base_classes/NXdata.nxdl.xml", NXdata, sizeof NXdata},
    {"base_classes/NXdeflector.nxdl.xml", NXdeflector, sizeof NXdeflector},
    {"base_classes/NXdetector.nxdl.xml", NXdetector, sizeof NXdetector},
    {"base_classes/NXdetector_channel.nxdl.xml", NXdetector_channel, sizeof NXdetector_channel},
    {"base_classes/NXdetector_group.nxdl.xml", NXdetector_group, sizeof NXdetector_group},
    {"base_classes/NXdetector_module.nxdl.xml", NXdetector_module, sizeof NXdetector_module},
    {"base_classes/NXdisk_chopper.nxdl.xml", NXdisk_chopper, sizeof NXdisk_chopper},
    {"base_classes/NXelectromagnetic_lens.nxdl.xml", NXelectromagnetic_lens, sizeof NXelectromagnetic_lens},
    {"base_classes/NXentry.nxdl.xml", NXentry, sizeof NXentry},
    {"base_classes/NXenvironment.nxdl.xml", NXenvironment, sizeof NXenvironment},
    {"base_classes/NXevent_data.nxdl.xml", NXevent_data, sizeof NXevent_data},
    {"base_classes/NXfabrication.nxdl.xml", NXfabrication, sizeof NXfabrication},
    {"base_classes/NXfermi_chopper.nxdl.xml", NXfermi_chopper, sizeof NXfermi_chopper},
    {"base_classes/NXfilter.nxdl.xml", NXfilter, sizeof NXfilter},
    {"base_classes/NXflipper.nxdl.xml", NXflipper, sizeof NXflipper},
    {"base_classes/NXfresnel_zone_plate.nxdl.xml", NXfresnel_zone_plate, sizeof NXfresnel_zone_plate},
    {"base_classes/NXgeometry.nxdl.xml", NXgeometry, sizeof NXgeometry},
    {"base_classes/NXgrating.nxdl.xml", NXgrating, sizeof NXgrating},
    {"base_classes/NXguide.nxdl.xml", NXguide, sizeof NXguide},
    {"base_classes/NXhistory.nxdl.xml", NXhistory, sizeof NXhistory},
    {"base_classes/NXinsertion_device.nxdl.xml", NXinsertion_device, sizeof NXinsertion_device},
    {"base_classes/NXinstrument.nxdl.xml", NXinstrument, sizeof NXinstrument},
    {"base_classes/NXlog.nxdl.xml", NXlog, sizeof NXlog},
    {"base_classes/NXmirror.nxdl.xml", NXmirror, sizeof NXmirror},
    {"base_classes/NXmoderator.nxdl.xml", NXmoderator, sizeof NXmoderator},
    {"base_classes/NXmonitor.nxdl.xml", NXmonitor, sizeof NXmonitor},
    {"base_classes/NXmonochromator.nxdl.xml", NXmonochromator, sizeof NXmonochromator},
    {"base_classes/NXnote.nxdl.xml", NXnote, sizeof NXnote},
    {"base_classes/NXobject.nxdl.xml", NXobject, sizeof NXobject},
    {"base_classes/NXoff_geometry.nxdl.xml", NXoff_geometry, sizeof NXoff_geometry},
    {"base_classes/NXorientation.nxdl.xml", NXorientation, sizeof NXorientation},
    {"base_classes/NXparameters.nxdl.xml", NXparameters, sizeof NXparameters},
    {"base_classes/NXpid_controller.nxdl.xml", NXpid_controller, sizeof NXpid_controller},
    {"base_classes/NXpinhole.nxdl.xml", NXpinhole, sizeof NXpinhole},
    {"base_classes/NXpolarizer.nxdl.xml", NXpolarizer, sizeof NXpolarizer},
    {"base_classes/NXpositioner.nxdl.xml", NXpositioner, sizeof NXpositioner},
    {"base_classes/NXprocess.nxdl.xml", NXprocess, sizeof NXprocess},
    {"base_classes/NXprogram.nxdl.xml", NXprogram, sizeof NXprogram},
    {"base_classes/NXroot.nxdl.xml", NXroot, sizeof NXroot},
    {"base_classes/NXsample.nxdl.xml", NXsample, sizeof NXsample},
    {"base_classes/NXsample_component.nxdl.xml", NXsample_component, sizeof NXsample_component},
    {"base_classes/NXsensor.nxdl.xml", NXsensor, sizeof NXsensor},
    {"base_classes/NXshape.nxdl.xml", NXshape, sizeof NXshape},
    {"base_classes/NXslit.nxdl.xml", NXslit, sizeof NXslit},
    {"base_classes/NXsource.nxdl.xml", NXsource, sizeof NXsource},
    {"base_classes/NXsubentry.nxdl.xml", NXsubentry, sizeof NXsubentry},
    {"base_classes/NXtransformations.nxdl.xml", NXtransformations, sizeof NXtransformations},
    {"base_classes/NXtranslation.nxdl.xml", NXtranslation, sizeof NXtranslation},
    {"base_classes/NXuser.nxdl.xml", NXuser, sizeof NXuser},
    {"base_classes/NXvelocity_selector.nxdl.xml", NXvelocity_selector, sizeof NXvelocity_selector},
    {"base_classes/NXxraylens.nxdl.xml", NXxraylens, sizeof NXxraylens},
};

const size_t official_definition_count = sizeof official_definitions / sizeof official_definitions[0];
